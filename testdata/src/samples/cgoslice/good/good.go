// Package good has the samples of the page of cgoslice that are right.
package good

/*
typedef struct { int id; } entry;
*/
import "C"

import (
	"unsafe"
)

func sum(p *C.entry, n int) (sum int) {
	entries := unsafe.Slice((*C.entry)(unsafe.Pointer(p)), n)
	for _, e := range entries {
		sum += int(e.id)
	}
	return sum
}
