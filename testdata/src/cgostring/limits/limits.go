// Package limits has what the check does not see.
package limits

/*
#include <stdio.h>
#include <string.h>
*/
import "C"

import "unsafe"

var names = []string{"one", "two\x00"}

// What a variable holds may end in a NUL.
func Print() {
	for _, s := range names {
		C.puts((*C.char)(unsafe.Pointer(unsafe.StringData(s))))
	}
}

type message struct{ text []byte }

func (m *message) print() { C.puts((*C.char)(unsafe.Pointer(&m.text[0]))) }

// Any store to an element may be that of the NUL.
func Copy(dst *[8]C.char, src *C.char) string {
	dst[0] = 'x'
	C.strncpy(&dst[0], src, 8)
	return C.GoString(&dst[0])
}
