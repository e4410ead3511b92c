// Package either has memory of one object or the other.
package either

/*
#include <stdlib.h>
typedef struct obj { int n; } obj;
static obj *obj_new(void) { return calloc(1, sizeof(obj)); }
static void obj_free(obj *o) { free(o); }
static int obj_n(obj *o) { return o->n; }
*/
import "C"
import "runtime"

// A T has an object of C.
type T struct{ c *C.obj }

// New makes one.
func New() *T {
	t := &T{C.obj_new()}
	runtime.SetFinalizer(t, func(t *T) { C.obj_free(t.c) })
	return t
}

// Either uses the object of one.
func Either(a, b *T, which bool) int {
	c := a.c
	if which {
		c = b.c
	}
	return int(C.obj_n(c)) // want "^C.obj_n may use freed memory: nothing keeps a and b alive until it returns, and the finalizer of a frees a.c by C.obj_free$"
}

// Loop has the second object in no variable: to keep the first alone alive is
// not enough.
func Loop() (n int) {
	t := New()
	c := t.c
	for range 2 {
		n += int(C.obj_n(c)) // want "^C.obj_n may use freed memory: nothing keeps t and the .either.T alive until it returns, and the finalizer of t frees t.c by C.obj_free$"
		c = New().c
	}
	return n
}
