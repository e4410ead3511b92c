// Package address gives C the address of a handle, of which the code of C does not
// show what it does with it.
package address

/*
void db_trace(void *user);
void db_each(void *user);
*/
import "C"

import (
	"runtime/cgo"
	"unsafe"
)

//export goTrace
func goTrace(user unsafe.Pointer, n C.int) {
	(*(*cgo.Handle)(user)).Value().(func(int))(int(n))
}

// Trace returns before C comes back.
func Trace(f func(int)) {
	h := cgo.NewHandle(f)
	C.db_trace(unsafe.Pointer(&h)) // want `C.db_trace gets the address of the variable h: the collector frees the variable when the function returns, and C reads another handle there, or none`
}

// Each is right: C needs the handle until the function deletes it.
func Each(f func(int)) {
	h := cgo.NewHandle(f)
	defer h.Delete()
	C.db_each(unsafe.Pointer(&h))
}
