// Package good has the samples of the page of cgofree that are right.
package good

/*
#include <stdlib.h>
*/
import "C"

import (
	"unsafe"
)

type Hint struct{ res_name *C.char }

func (h *Hint) SetName(s string) {
	C.free(unsafe.Pointer(h.res_name))
	h.res_name = C.CString(s)
}

func bytes(n int) []byte {
	p := C.malloc(C.size_t(n))
	defer C.free(p)
	return C.GoBytes(p, C.int(n))
}
