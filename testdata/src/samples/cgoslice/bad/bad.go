// Package bad has the samples of the page of cgoslice that are reported.
package bad

/*
typedef struct { int id; } entry;
*/
import "C"

import (
	"unsafe"
)

func sum(p *C.entry, n int) (sum int) {
	entries := (*[1 << 30]C.entry)(unsafe.Pointer(p))[:n:n]
	for _, e := range entries {
		sum += int(e.id)
	}
	return sum
}
