// Package limits has what is not seen.
package limits

/*
static void take(void *p) {}
*/
import "C"

import "unsafe"

type tree struct {
	left, right *tree
	n           int
}

// What a caller outside the package passes may be C memory.
func Exported(t *tree) { C.take(unsafe.Pointer(t)) }

// A slice is cleared element by element, which is not understood.
func cleared(n C.int) {
	v := make([]unsafe.Pointer, 4)
	for i := range v {
		v[i] = unsafe.Pointer(&n)
	}
	for i := range v {
		v[i] = nil
	}
	C.take(unsafe.Pointer(&v[0])) // want `^&v\[0\] holds the Go pointer v\[i\]`
}
