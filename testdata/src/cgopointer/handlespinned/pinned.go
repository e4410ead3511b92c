// Package handlespinned pins its objects for as long as they live.
package handlespinned

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

func newObject(name string) cgo.Handle {
	o := &object{name: name}
	o.pinner.Pin(o)
	return cgo.NewHandle(o)
}

//export objectFill
func objectFill(h C.uintptr_t, v *C.value) { v.impl = unsafe.Pointer(cgo.Handle(h).Value().(*object)) }

var _ = newObject
