// Package handlespinnedany pins its objects with a function for whatever it gets.
package handlespinnedany

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

func pinAll(pinner *runtime.Pinner, all ...any) {
	for _, v := range all {
		pinner.Pin(v)
	}
}

func newObject(name string) cgo.Handle {
	o := &object{name: name}
	pinAll(&o.pinner, o)
	return cgo.NewHandle(o)
}

//export objectFill
func objectFill(h C.uintptr_t, v *C.value) { v.impl = unsafe.Pointer(cgo.Handle(h).Value().(*object)) }

var _ = newObject
