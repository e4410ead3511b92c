// Package basic takes addresses before the call, and keeps them as numbers.
package basic

/*
#include <stddef.h>
#include <stdint.h>
static int send(const void *p, size_t n) { return n > 0 ? *(const char *)p : 0; }
*/
import "C"

import "unsafe"

// A Message has a header for C, and more.
type Message struct {
	next   *Message
	header [16]byte
	count  int32
	inner  struct{ flags uint32 }
}

func Send(m *Message) int {
	p := unsafe.Pointer(&m.header)
	return int(C.send(p, 16)) // want `^the address of m.header was taken before the call of C.send: the run time then checks all of basic.Message for Go pointers, and panics when it finds one$`
}

func SendFirst(m *Message) int {
	p := &m.header[0]
	return int(C.send(unsafe.Pointer(p), 16)) // want `the address of m.header\[0\] was taken before the call of C.send`
}

func SendInner(m *Message) int {
	p := &m.inner.flags
	n := C.size_t(4)
	return int(C.send(unsafe.Pointer(p), n)) // want `the address of m.inner.flags was taken before`
}

func SendTwice(m *Message) int {
	p := unsafe.Pointer(&m.count)
	n := C.send(p, 4)            // want `the address of m.count was taken before`
	return int(n + C.send(p, 4)) // want `the address of m.count was taken before`
}

func FillAgain(n int) int {
	b := make([]byte, n)
	p := uintptr(unsafe.Pointer(unsafe.SliceData(b))) // want `is a number by the time of C.send`
	return int(C.send(unsafe.Pointer(p), C.size_t(n)))
}

type session struct{ id int }

//export newSession
func newSession() C.uintptr_t {
	s := &session{id: 1}
	return C.uintptr_t(uintptr(unsafe.Pointer(s))) // want `uintptr\(unsafe.Pointer\(s\)\) is all that C gets from newSession: nothing keeps the memory alive or in place; a cgo.Handle does`
}
