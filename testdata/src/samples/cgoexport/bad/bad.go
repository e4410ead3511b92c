// Package bad has the samples of the page of cgoexport that are reported.
package bad

/*
#include <stdint.h>
*/
import "C"

import (
	"runtime/cgo"
)

type Dict struct{ words []string }

//export dictLen
func dictLen(h C.uintptr_t) C.int {
	d, ok := cgo.Handle(h).Value().(*Dict) // panics before ok can tell
	if !ok {
		return -1
	}
	return C.int(len(d.words))
}
