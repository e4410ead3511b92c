// Package good has the samples of the page of cgoaddress that are right.
package good

/*
#include <stddef.h>
static void send(void *p, size_t n) { }
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
	C.send(unsafe.Pointer(&s.header), n)
}
