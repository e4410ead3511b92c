// Package bad has the samples of the page of cgofree that are reported.
package bad

/*
#include <stdlib.h>
*/
import "C"

import (
	"unsafe"
)

type Hint struct{ res_name *C.char }

func (h *Hint) SetName(s string) {
	cs := C.CString(s)
	defer C.free(unsafe.Pointer(cs)) // but h still has it
	h.res_name = cs
}

func bytes(n int) []byte {
	p := C.malloc(C.size_t(n))
	defer C.free(p)
	return unsafe.Slice((*byte)(p), n) // the caller gets freed memory
}
