// Package header has exported functions whose types headers and C files tell.
package header

/*
#include "ops.h"
extern void goFinished();
extern void goEnded();
*/
import "C"

import "unsafe"

func Install() {
	C.install()
	C.set_done((C.done_fn)(unsafe.Pointer(C.goFinished))) // want `^goFinished takes id as C.int, of 4 bytes, and the type done_fn by which C calls it passes int64_t, of 8$`
	C.set_done((C.done_fn)(unsafe.Pointer(C.goEnded)))
}
