package basic

/*
#include <stddef.h>
#include <stdint.h>
static int emit(const void *p, size_t n) { return n > 0 ? *(const char *)p : 0; }
*/
import "C"

import "unsafe"

type packet struct {
	next *packet
	data [16]byte
}

func (p *packet) pointer() unsafe.Pointer { return unsafe.Pointer(&p.data) }

// A method takes the address.
func (p *packet) Emit() int {
	return int(C.emit(p.pointer(), 16)) // want `^the address of p.data was taken before the call of C.emit: the run time then checks all of basic.packet for Go pointers`
}

func dataOf(p *packet) *byte { return &p.data[0] }

func EmitData(p *packet) int {
	return int(C.emit(unsafe.Pointer(dataOf(p)), 16)) // want `^the address of p.data\[0\] was taken before the call of C.emit`
}

type request struct {
	address uint64
	length  uint32
}

// The address is in a struct that C gets.
func Request(n int) int {
	b := make([]byte, n+1)
	r := request{address: uint64(uintptr(unsafe.Pointer(&b[0]))), length: uint32(n)} // want `^uintptr\(unsafe.Pointer\(&b\[0\]\)\) is a number in what C.emit gets: nothing keeps the memory alive`
	return int(C.emit(unsafe.Pointer(&r), 16))
}

// right

type plain struct{ data [16]byte }

func (p *plain) pointer() unsafe.Pointer { return unsafe.Pointer(&p.data) }

func (p *plain) Emit() int { return int(C.emit(p.pointer(), 16)) }

// C has the struct before the memory is used again.
func RequestKept(n int) (int, byte) {
	b := make([]byte, n+1)
	r := request{address: uint64(uintptr(unsafe.Pointer(&b[0]))), length: uint32(n)}
	status := int(C.emit(unsafe.Pointer(&r), 16))
	return status, b[0]
}
