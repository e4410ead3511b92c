// Package wrap has functions whose callers must know whose memory they handle.
package wrap

// #include <stdlib.h>
// static void look(void *p) {}
import "C"

import "unsafe"

// Look hands on what it is given.
func Look(p unsafe.Pointer) { // want Look:`^C gets parameter 0$`
	C.look(p)
}

// A View is what its Data leads to.
type View struct {
	N    int
	Data unsafe.Pointer
}

// Show hands on what the view leads to.
func (v *View) Show(n int) { // want Show:`^C gets parameter 0$`
	C.look(v.Data)
}

// Alloc returns C memory.
func Alloc(n int) unsafe.Pointer { // want Alloc:`^result 0 is C memory$`
	return C.calloc(1, C.size_t(n))
}

// Node is a list in C memory.
type Node struct {
	Next *Node
	Data *int
}

// NewNode returns C memory.
func NewNode() *Node { // want NewNode:`^result 0 is C memory$`
	return (*Node)(Alloc(16))
}

// Same returns what it is given.
func Same(p unsafe.Pointer) unsafe.Pointer { // want Same:`^C gets parameter 0, result 0 is parameter 0$`
	C.look(p)
	return p
}

// Count has to do with C, but hands nothing over.
func Count(n int) C.int { return C.int(n) }
