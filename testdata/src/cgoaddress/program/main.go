// Command program gives C the header of a message that leads to another.
package main

/*
#include <stddef.h>
static int send(const void *p, size_t n) { return n > 0 ? *(const char *)p : 0; }
*/
import "C"

import (
	"fmt"
	"unsafe"
)

type message struct {
	next   *message
	header [16]byte
}

//go:noinline
func send(m *message) C.int {
	p := unsafe.Pointer(&m.header)
	return C.send(p, 16) // want `the address of m.header was taken before the call of C.send`
}

func main() {
	fmt.Println("sent:", send(&message{next: new(message), header: [16]byte{'a'}}))
}
