// Package unboxed gives C what was in an interface.
package unboxed

/*
#include <stddef.h>
typedef struct { int id; void *ptr; size_t len; } field;
*/
import "C"

import (
	"net"
	"unsafe"
)

// A map that is empty at first is not so for good.
var values = map[int]any{}

func setValue(id int, v any) { values[id] = v }

//export fieldValue
func fieldValue(f *C.field) {
	var bytes []byte
	switch v := values[int(f.id)].(type) {
	case net.IP:
		bytes = v
	case *net.IPNet:
		bytes = v.IP
	case []C.uchar: // may be C's
		f.ptr = unsafe.Pointer(&v[0])
		return
	case *int: // may be C's
		f.ptr = unsafe.Pointer(v)
		return
	}
	if len(bytes) > 0 {
		f.ptr = unsafe.Pointer(&bytes[0]) // want "the Go pointer &bytes.0. is stored in C memory"
		f.len = C.size_t(len(bytes))
	}
}

var _ = setValue
