package basic

/*
#include <stddef.h>
static void *buffer;
static void set_buffer(void *p) { buffer = p; }
static int first(void) { return *(char *)buffer; }
*/
import "C"

import (
	"runtime"
	"unsafe"
)

// A Ring pins its buffer, for good.
type Ring struct {
	pinner runtime.Pinner
	buf    []byte
}

func NewRing(n int) *Ring {
	r := &Ring{buf: make([]byte, n)}
	r.pinner.Pin(&r.buf[0]) // want `nothing in the package unpins the field pinner: the program panics when the garbage collector finds the object with something pinned`
	C.set_buffer(unsafe.Pointer(&r.buf[0]))
	return r
}

// A Pool unpins its buffer.
type Pool struct {
	pinner runtime.Pinner
	buf    []byte
}

func NewPool(n int) *Pool {
	p := &Pool{buf: make([]byte, n)}
	p.pinner.Pin(&p.buf[0])
	C.set_buffer(unsafe.Pointer(&p.buf[0]))
	return p
}

func (p *Pool) Close() { p.pinner.Unpin() }

func pin(b []byte) *runtime.Pinner {
	p := new(runtime.Pinner)
	p.Pin(&b[0])
	return p
}

func Lost(b []byte) {
	p := pin(b) // want `the Pinner that pin returns is never unpinned: the program panics when the garbage collector finds it with something pinned`
	C.set_buffer(unsafe.Pointer(&b[0]))
	p.Pin(&b[1])
}

func Unpinned(b []byte) int {
	p := pin(b)
	defer p.Unpin()
	return int(b[0])
}

// EarlyInC unpins what C keeps.
func EarlyInC(b []byte) {
	var p runtime.Pinner
	defer p.Unpin()
	p.Pin(&b[0])
	C.set_buffer(unsafe.Pointer(&b[0])) // want `C.set_buffer keeps &b\[0\], but it is pinned only until the function that pins it returns: C then uses memory that the collector may have reused`
}

// Given has C give it up before.
func Given(b []byte) int {
	var p runtime.Pinner
	defer p.Unpin()
	p.Pin(&b[0])
	C.set_buffer(unsafe.Pointer(&b[0]))
	defer C.set_buffer(nil)
	return int(C.first())
}

// GivenUp has C give the package's own memory up before.
func GivenUp() int {
	var p runtime.Pinner
	defer p.Unpin()
	b := make([]byte, 4)
	p.Pin(&b[0])
	C.set_buffer(unsafe.Pointer(&b[0]))
	defer C.set_buffer(nil)
	return int(C.first())
}
