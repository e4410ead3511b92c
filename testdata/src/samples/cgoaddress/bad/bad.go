// Package bad has the samples of the page of cgoaddress that are reported.
package bad

/*
#include <stddef.h>
static void send(void *p, size_t n) { }
static void fill(void *p, size_t n) { for (size_t i = 0; i < n; i++) ((char *)p)[i] = 1; }
*/
import "C"

import (
	"unsafe"
)

type message struct {
	header [16]byte
	next   *message
}

func Send(s *message, n C.size_t) {
	p := unsafe.Pointer(&s.header)
	C.send(p, n) // panics unless s.next is nil
}

func Fill(n C.size_t) {
	b := make([]byte, n)
	p := uintptr(unsafe.Pointer(&b[0]))
	C.fill(unsafe.Pointer(p), n) // nothing keeps b where it is
}
