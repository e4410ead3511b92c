// Package uses passes memory to C that a finalizer frees.
package uses

/*
#include <stdlib.h>
typedef struct { int rows; } reader;
typedef struct { reader *r; } row;
static reader *reader_open(void) { return malloc(sizeof(reader)); }
static int reader_rows(reader *r) { return r->rows; }
static void reader_close(reader *r) { free(r); }
static row *row_new(reader *r) { row *w = malloc(sizeof *w); w->r = r; return w; }
static void row_free(row *w) { free(w); }
*/
import "C"

import "runtime"

type Reader struct {
	name string
	c    *C.reader
}

func Open(name string) *Reader {
	r := &Reader{name, C.reader_open()}
	runtime.SetFinalizer(r, func(r *Reader) { C.reader_close(r.c) })
	return r
}

// Rows needs r no longer when C runs.
func (r *Reader) Rows() int {
	return int(C.reader_rows(r.c)) // want "^C.reader_rows uses what C.reader_close frees with r$"
}

// Alive keeps it.
func (r *Reader) Alive() int {
	defer runtime.KeepAlive(r)
	return int(C.reader_rows(r.c))
}

// Named uses it later.
func (r *Reader) Named() (int, string) {
	n := int(C.reader_rows(r.c))
	return n, r.name
}

// Early keeps it too early.
func (r *Reader) Early() int {
	runtime.KeepAlive(r)
	return int(C.reader_rows(r.c)) // want "^C.reader_rows uses what C.reader_close frees with r, after runtime.KeepAlive$"
}

// Twice needs r for the second call, but not in it.
func Twice(r *Reader) int {
	n := C.reader_rows(r.c)
	return int(n + C.reader_rows(r.c)) // want "^C.reader_rows uses what C.reader_close frees with r$"
}

// Loaded needs r for neither: that is said once.
func Loaded(r *Reader) int {
	c := r.c
	n := C.reader_rows(c) // want "^C.reader_rows uses what C.reader_close frees with r, and once more$"
	return int(n + C.reader_rows(c))
}

var registered = make(map[int]*Reader)

// Share stores it where it can be found.
func Share(r *Reader) int {
	registered[0] = r
	return int(C.reader_rows(r.c))
}

// A Loop is reached from its finalizer.
type Loop struct {
	c    *C.reader
	self *Loop
}

func NewLoop() *Loop {
	l := &Loop{c: C.reader_open()}
	l.self = l
	runtime.SetFinalizer(l, func(l *Loop) { C.reader_close(l.c) }) // want "^the finalizer never runs: in itself, by self$"
	return l
}

func NewCaptured() *Reader {
	r := &Reader{c: C.reader_open()}
	runtime.SetFinalizer(r, func(*Reader) { C.reader_close(r.c) }) // want "^the finalizer never runs: captured$"
	return r
}

func NewCleaned() *Reader {
	r := &Reader{c: C.reader_open()}
	runtime.AddCleanup(r, func(r *Reader) { C.reader_close(r.c) }, r) // want "^the cleanup never runs: in the argument$"
	return r
}

// A Row refers to its reader in C alone.
type Row struct{ c *C.row }

func (r *Reader) Row() *Row {
	w := &Row{C.row_new(r.c)} // want "^C.row_new makes a child of what C.reader_close frees$"
	runtime.SetFinalizer(w, func(w *Row) { C.row_free(w.c) })
	runtime.KeepAlive(r)
	return w
}
