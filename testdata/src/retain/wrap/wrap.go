// Package wrap has functions whose callers must know that C keeps or frees
// what they pass.
package wrap

/*
#include <stdlib.h>

static void *user;
static void set_user(void *p) { user = p; }
*/
import "C"

import "unsafe"

// SetUser leaves it to the caller what p is.
func SetUser(p unsafe.Pointer) { // want SetUser:`^parameter 0 is kept by C.set_user$`
	C.set_user(p)
}

// A Widget has what C keeps.
type Widget struct {
	n    int
	data unsafe.Pointer
}

// Attach hands over what the widget leads to.
func (w *Widget) Attach() { // want Attach:`^parameter 0→8 is kept by C.set_user$`
	SetUser(w.data)
}

// Release frees what it gets.
func Release(p unsafe.Pointer) { // want Release:`^parameter 0 is freed$`
	if p != nil {
		C.free(p)
	}
}

// ReleaseWidget frees by way of a function of the package.
func ReleaseWidget(n int, w *Widget) { // want ReleaseWidget:`^parameter 1 is freed$`
	Release(unsafe.Pointer(w))
}
