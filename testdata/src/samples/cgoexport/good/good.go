// Package good has the samples of the page of cgoexport that are right.
package good

/*
#include <stdint.h>
*/
import "C"

import (
	"runtime/cgo"
)

type Dict struct{ words []string }

func value(h C.uintptr_t) (v any) {
	defer func() { recover() }()
	return cgo.Handle(h).Value()
}

//export dictLen
func dictLen(h C.uintptr_t) C.int {
	d, ok := value(h).(*Dict)
	if !ok {
		return -1
	}
	return C.int(len(d.words))
}
