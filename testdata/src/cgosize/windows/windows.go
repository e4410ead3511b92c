// Package windows is built for Windows too, where a long of C has 32 bits.
package windows

/*
#cgo windows LDFLAGS: -lws2_32
#cgo linux CFLAGS: -DLINUX
#include <stddef.h>
static void total(long *n) { *n = 1; }
static void size(size_t *n) { *n = 1; }
*/
import "C"

import "unsafe"

func Total() int64 {
	var n int64
	C.total((*C.long)(unsafe.Pointer(&n))) // want `&n points to int64 of 8 bytes on Windows, and is converted to a pointer to C.long, of 4`
	return n
}

func Size() int {
	var n uint
	C.size((*C.size_t)(unsafe.Pointer(&n)))
	return int(n)
}
