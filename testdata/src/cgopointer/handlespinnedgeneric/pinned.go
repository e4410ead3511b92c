// Package handlespinnedgeneric pins its objects with a function for pointers of any type.
package handlespinnedgeneric

/*
#include <stdint.h>
typedef struct { void *impl; } value;
*/
import "C"

import (
	"runtime"
	"runtime/cgo"
	"unsafe"
)

type object struct {
	name   string
	pinner runtime.Pinner
}

func pin[T any](pinner *runtime.Pinner, v *T) { pinner.Pin(v) }

func newObject(name string) cgo.Handle {
	o := &object{name: name}
	pin(&o.pinner, o)
	return cgo.NewHandle(o)
}

//export objectFill
func objectFill(h C.uintptr_t, v *C.value) { v.impl = unsafe.Pointer(cgo.Handle(h).Value().(*object)) }

var _ = newObject
