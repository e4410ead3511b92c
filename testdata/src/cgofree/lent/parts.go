package lent

/*
#include <resolv.h>
#include <stdlib.h>
*/
import "C"

import "unsafe"

// alias frees what C lends.
func alias(name *C.char) {
	C.free(unsafe.Pointer(C.hostalias(name))) // want `C.free frees what C.hostalias returns, which C declares as const: it belongs to C`
}

// end frees what is a part of the object that it ends as well: the program may
// have put it there.
func end(name *C.char) {
	C.free(unsafe.Pointer(C.hostalias(name)))
	C.free(unsafe.Pointer(name))
}
