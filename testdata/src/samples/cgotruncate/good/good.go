// Package good has the samples of the page of cgotruncate that are right.
package good

/*
#include <stddef.h>
*/
import "C"

import (
	"errors"
	"math"
	"unsafe"
)

func handle(data []byte) {}

//export onData
func onData(p unsafe.Pointer, n C.size_t) {
	handle(append([]byte{}, unsafe.Slice((*byte)(p), n)...))
}

var errTooLarge = errors.New("too large")

func read(p unsafe.Pointer, n C.size_t) error {
	if n > math.MaxInt32 {
		return errTooLarge
	}
	handle(C.GoBytes(p, C.int(n)))
	return nil
}
