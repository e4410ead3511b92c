// Package pinmade makes objects of C in the literals that have them.
package pinmade

/*
#include <stdlib.h>
typedef struct { const float *w; int n; } model;
static model *model_new(const float *w, int n) { model *m = calloc(1, sizeof *m); m->w = w; m->n = n; return m; }
static void model_free(model *m) { free(m); }
static float model_first(model *m) { return m->w[0]; }
*/
import "C"

import "unsafe"

// A Model is freed by Close.
type Model struct {
	m    *C.model
	name string
}

// New makes a model of weights.
func New(name string, w []float32) *Model {
	return &Model{m: C.model_new((*C.float)(unsafe.SliceData(w)), C.int(len(w))), name: name} // want `C.model_new keeps w in the object that it makes|C.model_new keeps unsafe.SliceData\(w\) in the object that it makes`
}

// Both makes two models in one function.
func Both(pinner string, a, b []float32) (*Model, *Model) {
	first := &Model{m: C.model_new((*C.float)(&a[0]), C.int(len(a))), name: pinner}      // want `C.model_new keeps &a\[0\] in the object that it makes`
	second := &Model{m: (C.model_new((*C.float)(&b[0]), C.int(len(b)))), name: "second"} // want `C.model_new keeps &b\[0\] in the object that it makes`
	return first, second
}

// Close frees it.
func (m *Model) Close() {
	C.model_free(m.m)
	m.m = nil
}

// First reads what was given to New.
func (m *Model) First() float32 { return float32(C.model_first(m.m)) }

// A Lib makes models, too, and is not what has their weights pinned.
type Lib struct{ n int }

// Model makes one.
func (l *Lib) Model(w []float32) Model {
	if len(w) == 0 {
		return Model{}
	}
	l.n++
	return Model{m: C.model_new((*C.float)(&w[0]), C.int(len(w)))} // want `C.model_new keeps &w\[0\] in the object that it makes`
}

// Lost has nobody who frees it.
type Lost struct{ m *C.model }

// NewLost makes one.
func NewLost(pinner int, w []float32) *Lost {
	return &Lost{C.model_new((*C.float)(&w[0]), C.int(len(w)))} // want `C.model_new keeps &w\[0\] in the object that it makes`
}
