// Package limits has what the check does not see, and what it says too much.
package limits

/*
#include <stddef.h>
#include <stdint.h>
static int send(const void *p, size_t n) { return n > 0 ? *(const char *)p : 0; }
static int fill(uintptr_t p, size_t n) { return n > 0 ? *(char *)p : 0; }
*/
import "C"

import "unsafe"

type message struct {
	next   *message
	header [16]byte
}

// The pointer is nil here, and the run time finds no pointer.
func send(m *message) int {
	m.next = nil
	p := unsafe.Pointer(&m.header)
	return int(C.send(p, 16)) // want `the address of m.header was taken before`
}

type buffer struct{ address uintptr }

// What is stored is not followed.
func (b *buffer) set(data []byte) { b.address = uintptr(unsafe.Pointer(&data[0])) }

func (b *buffer) fill() int { return int(C.fill(C.uintptr_t(b.address), 1)) }
