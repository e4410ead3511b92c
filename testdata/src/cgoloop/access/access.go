// Package access crosses into C for what Go can do by itself.
package access

/*
#include <stddef.h>
#include <string.h>

typedef struct { int kind; } header;
typedef struct {
	header head;
	int len;
	double *data;
	double few[16];
	char **names;
	int type;
	volatile int state;
} vec;
typedef struct hidden hidden;

static int vec_len(const vec *v) { return v->len; }
static double vec_get(const vec *v, int i) { return v->data[i]; }
static void vec_set(vec *v, size_t i, double x) { v->data[i] = x; }
static double vec_few(vec *v, int i) { return v->few[i]; }
static char *vec_name(vec *v, int i) { return v->names[i]; }
static double *vec_at(vec *v, int i) { return &v->data[i]; }
static int vec_type(vec *v) { return v->type; }
static int vec_kind(vec *v) { return v->head.kind; }
static int vec_state(vec *v) { return v->state; }
static int int_at(int *p, int i) { return p[i]; }
static double vec_checked(const vec *v, int i) { return i < v->len ? v->data[i] : 0; }
static double vec_first(const vec *v, double x) { return v->len > 0 ? v->data[0] + x : x; }
static void vec_push(vec *v, double x) { v->data[v->len++] = x; }
static double square(double x) { return x * x; }
static int divide(int a, int b) { return a / b; }

extern int hidden_count(hidden *h);
extern int hidden_use(hidden *h, int i);
*/
import "C"

import "unsafe"

func sum(v *C.vec, samples int) (sum float64) {
	for i := 0; i < samples; i++ {
		sum += float64(C.vec_get(v, C.int(i))) // want `^C.vec_get crosses into C once per iteration: Go can read v.data\[i\] itself, with unsafe.Slice$`
	}
	return sum
}

func sumAll(v *C.vec) (sum float64) {
	for i := 0; i < int(C.vec_len(v)); i++ { // want `^C.vec_len and C.vec_get cross into C once per iteration: Go can read v.len and v.data\[i\] itself, with unsafe.Slice$`
		sum += float64(C.vec_get(v, C.int(i)))
	}
	return sum
}

func fill(v *C.vec, xs []float64) {
	for i := range xs {
		C.vec_set(v, C.size_t(i), C.double(xs[i])) // want `Go can set v.data\[i\] itself, with unsafe.Slice$`
	}
}

func names(v *C.vec, data []string) {
	for i := range data {
		data[i] = C.GoString(C.vec_name(v, C.int(i))) // want `Go can read v.names\[i\] itself`
	}
}

func places(v *C.vec, n C.int) (all []*C.double) {
	for i := range n {
		all = append(all, C.vec_at(v, i)) // want `Go can read v.data\[i\] itself`
	}
	return all
}

func ints(p *C.int, n int) (sum int) {
	for i := range n {
		sum += int(C.int_at(p, C.int(i))) // want `Go can read p\[i\] itself, with unsafe.Slice`
	}
	return sum
}

// The length of a slice stays when its elements change.
func list(p *C.int, n int) []int {
	l := make([]int, n)
	for i := 0; i < len(l); i++ {
		l[i] = int(C.int_at(p, C.int(i))) // want `Go can read p\[i\] itself, with unsafe.Slice`
	}
	return l
}

func appended(p *C.int, l []int) []int {
	for i := 0; i < len(l); i++ {
		l = append(l, int(C.int_at(p, C.int(i)))) // want `Go can read p\[i\] itself, with unsafe.Slice`
	}
	return l
}

func few(v *C.vec) (sum C.double) {
	for i := range 16 {
		sum += C.vec_few(v, C.int(i)) // want `Go can read v.few\[i\] itself$`
	}
	return sum
}

func fields(all []*C.vec) (sum C.int) {
	for _, v := range all {
		sum += C.vec_type(v) + C.vec_kind(v) // want `C.vec_type and C.vec_kind cross into C once per element of all: Go can read v._type and v.head.kind itself$`
	}
	return sum
}

// The elements may move while the loop pushes.
func moving(v *C.vec, n int) {
	for i := 0; i < n; i++ {
		C.vec_push(v, C.vec_get(v, C.int(i))) // want "C.vec_push and C.vec_get cross into C once per iteration: a C function with the loop in it"
	}
}

// Another one is asked in each iteration.
func another(all []*C.vec, n int) (sum C.double) {
	for i := 0; i < n; i++ {
		v := all[i]
		sum += C.vec_get(v, C.int(i)) // want `Go can read v.data\[i\] itself`
	}
	return sum
}

func volatile(v *C.vec) {
	for C.vec_state(v) == 0 {
	}
}

// What checks the index is no mere access.
func checked(v *C.vec, n int) (sum C.double) {
	for i := 0; i < n; i++ {
		sum += C.vec_checked(v, C.int(i)) // want "a C function with the loop in it would cross once$"
	}
	return sum
}

func pure(xs []float64, x float64) (sum float64) {
	for i := range xs {
		xs[i] += float64(C.square(C.double(x))) // want "C.square crosses into C once per element of xs: the arguments of C.square stay the same in the loop, and it can be called once, before it"
	}
	return sum
}

// Nothing writes memory, and the condition is evaluated at least once.
func condition(v *C.vec, x C.double) (n int) {
	for i := C.double(0); i < C.vec_first(v, x); i++ { // want "the arguments of C.vec_first stay the same"
		n++
	}
	return n
}

// The loop pushes: the length changes.
func growing(v *C.vec, x C.double) {
	for C.vec_first(v, x) < 10 { // want "C.vec_first and C.vec_push cross into C once per iteration: a C function"
		C.vec_push(v, x)
		x++
	}
}

// It may divide by zero where the loop would not run.
func trap(xs []int, a, b C.int) {
	for i := range xs {
		xs[i] += int(C.divide(a, b)) // want "the arguments of C.divide stay the same"
	}
}

func rows(dst, src unsafe.Pointer, height, stride int) {
	for y := 0; y < height; y++ {
		C.memcpy(unsafe.Add(dst, y*stride), unsafe.Add(src, y*stride), 16) // want "C.memcpy crosses into C once per iteration: copy, with unsafe.Slice over the C memory, moves the bytes without crossing"
	}
}

func blank(dst unsafe.Pointer, height, stride int, width C.size_t) {
	for y := 0; y < height; y++ {
		C.memset(unsafe.Add(dst, y*stride), 0, width) // want "C.memset crosses into C once per iteration: a Go loop, with unsafe.Slice over the C memory, sets the bytes without crossing"
	}
}

func filled(dst unsafe.Pointer, height, stride int) {
	for y := 0; y < height; y++ {
		C.memset(unsafe.Add(dst, y*stride), 1, C.size_t(stride)) // want "C.memset crosses"
	}
}

func moved(dst, src unsafe.Pointer, height int, length func() int) {
	for y := 0; y < height; y++ {
		C.memmove(dst, src, C.size_t(length())) // want "C.memmove crosses"
	}
}

func local(n int) (sum C.double) {
	var v C.vec
	for i := 0; i < n; i++ {
		sum += C.vec_few(&v, C.int(i)) // want `Go can read v.few\[i\] itself$`
	}
	return sum
}

func converted(p unsafe.Pointer, n int) (sum C.int) {
	for i := 0; i < n; i++ {
		sum += C.int_at((*C.int)(p), C.int(i)) // want "it only reads C memory, which a Go slice over the memory does without crossing"
	}
	return sum
}

// What is not known is only said.
func unknown(h *C.hidden) (sum C.int) {
	for i := C.int(0); i < C.hidden_count(h); i++ { // want "C.hidden_count and C.hidden_use cross into C once per iteration: the arguments of C.hidden_count stay the same"
		sum += C.hidden_use(h, i)
	}
	return sum
}
