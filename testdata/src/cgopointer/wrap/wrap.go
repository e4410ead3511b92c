// Package wrap passes to C what its callers give it.
package wrap

/*
#include <stdlib.h>

static void look(void *p) {}
static void list(void **p, int n) {}
*/
import "C"

import "unsafe"

// Look needs memory without Go pointers.
func Look(p unsafe.Pointer) { // want Look:`^parameter 0 goes whole to C\.look$`
	C.look(p)
}

// Maybe looks, or not.
func Maybe(p unsafe.Pointer, n int) { // want Maybe:`^parameter 0 goes whole to C\.look$`
	if n > 0 {
		Look(p)
	}
}

// List needs a backing array without Go pointers.
func List(v []unsafe.Pointer) { // want List:`parameter 0 goes to C\.list from byte 0 on`
	if len(v) > 0 {
		C.list(&v[0], C.int(len(v)))
	}
}

// A View is what its Data leads to.
type View struct {
	N    int
	Data unsafe.Pointer
}

// Show passes what the view leads to.
func (v *View) Show() { // want Show:`^parameter 0→8 goes whole to C\.look`
	C.look(v.Data)
}

// Alloc returns C memory.
func Alloc(n int) unsafe.Pointer {
	return C.calloc(1, C.size_t(n))
}

// Node is a list in C memory.
type Node struct {
	Next *Node
	Data *int
}

// NewNode returns C memory.
func NewNode() *Node {
	return (*Node)(Alloc(16))
}

// Put stores p in C memory.
func Put(n *Node, p *int) {
	n.Data = p
}

// Add stores p in C memory of its own.
func Add(p *int) *Node { // want Add:`parameter 1? ?.*is stored where C memory sees it`
	n := NewNode()
	n.Data = p
	return n
}
