// Package handles hands C what handles stand for.
package handles

/*
#include <stdint.h>
#include <stddef.h>
typedef struct { const char *name; size_t len; void *impl; void *self; } value;
typedef struct conn conn;
static size_t size(conn *c) { return c != 0; }
*/
import "C"

import (
	"runtime/cgo"
	"unsafe"
)

type object struct {
	name string
	data [8]byte
	c    *C.conn
}

//export objectName
func objectName(h C.uintptr_t) *C.char {
	o := cgo.Handle(h).Value().(*object)
	return (*C.char)(unsafe.Pointer(unsafe.StringData(o.name))) // want "objectName returns a Go pointer to C"
}

//export objectData
func objectData(h C.uintptr_t) *C.char {
	o := cgo.Handle(h).Value().(*object)
	return (*C.char)(unsafe.Pointer(&o.data[0])) // want "objectData returns a Go pointer to C"
}

//export objectFill
func objectFill(h C.uintptr_t, v *C.value) {
	o, ok := cgo.Handle(h).Value().(*object)
	if !ok {
		return
	}
	v.impl = unsafe.Pointer(o)                                    // want "the Go pointer o is stored in C memory"
	v.name = (*C.char)(unsafe.Pointer(unsafe.StringData(o.name))) // want "the Go pointer o.name is stored in C memory"
	v.len = C.size_t(len(o.name))
	v.self = unsafe.Pointer(o.c) // C has made it
}

//export objectSize
func objectSize(h C.uintptr_t) C.size_t { return C.size(cgo.Handle(h).Value().(*object).c) }

// A type that has nothing which only Go makes may be one of C memory.
type plain struct{ a, b int32 }

//export plainFill
func plainFill(h C.uintptr_t, v *C.value) { v.impl = unsafe.Pointer(cgo.Handle(h).Value().(*plain)) }
