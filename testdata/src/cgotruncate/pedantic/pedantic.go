// Package pedantic has lengths that nobody has in practice.
package pedantic

/*
#include <stddef.h>
static int stream_seek(void *s, int offset, int flags) { return s != 0 ? offset : flags; }
static int sum(const char *p, int n) { int s = 0; while (n-- > 0) s += *p++; return s; }
*/
import "C"

import "unsafe"

var table map[string]bool

//export tableSize
func tableSize() C.int {
	return C.int(len(table)) // want `len\(table\) loses bits beyond 32 as the result of tableSize: C gets a wrong number, or a negative one`
}

func Sum(b []byte) int {
	return int(C.sum((*C.char)(unsafe.Pointer(unsafe.SliceData(b))), C.int(len(b)))) // want `len\(b\) loses bits beyond 32 on its way to C.sum`
}

// Flags are no place in a file.
func Seek(s unsafe.Pointer, flags int64) int {
	return int(C.stream_seek(s, 0, C.int(flags))) // want `pedantic: flags loses bits beyond 32`
}
