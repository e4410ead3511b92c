// Package good has the samples of the page of cgostring that are right.
package good

/*
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct record { char name[32]; };
*/
import "C"

import (
	"unsafe"
)

func PrintString(name string) {
	p := C.CString(name)
	C.puts(p)
	C.free(unsafe.Pointer(p))
}

func PrintBytes(b []byte) {
	p := C.CBytes(append(b[:len(b):len(b)], 0))
	C.puts((*C.char)(p))
	C.free(p)
}

func Name(r *C.struct_record) string {
	return C.GoStringN(&r.name[0], C.int(C.strnlen(&r.name[0], C.size_t(len(r.name)))))
}
