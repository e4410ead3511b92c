// Package bad has the samples of the page of cgostring that are reported.
package bad

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

func Print(name string) {
	p := C.CBytes([]byte(name))
	C.puts((*C.char)(p)) // prints name, and what lies behind it
	C.free(p)
}

func Name(src *C.char) string {
	var r C.struct_record
	C.strncpy(&r.name[0], src, C.size_t(len(r.name)))
	return C.GoString(&r.name[0])
}

var _ unsafe.Pointer
