package basic

/*
#include "setter.h"
extern void *goAlloc(size_t n);
*/
import "C"

import "unsafe"

//export goAlloc
func goAlloc(n C.size_t) unsafe.Pointer { return nil }

// C keeps the function in a variable, and calls it later for each node.
func init() { C.set_allocator(C.allocator(C.goAlloc)) }

func parse(b []byte) {
	C.parse_one(C.char(b[0]))
	C.parse((*C.char)(unsafe.Pointer(unsafe.SliceData(b))), C.size_t(len(b))) // want `the C loop in C.parse \(setter.c, line 21\) calls back into Go once per element through parse_one and current: each iteration crosses from C to Go to run goAlloc`
}
