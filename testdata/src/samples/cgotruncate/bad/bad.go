// Package bad has the samples of the page of cgotruncate that are reported.
package bad

/*
#include <stddef.h>
*/
import "C"

import (
	"unsafe"
)

func handle(data []byte) {}

//export onData
func onData(p unsafe.Pointer, n C.size_t) {
	handle(C.GoBytes(p, C.int(n)))
}
