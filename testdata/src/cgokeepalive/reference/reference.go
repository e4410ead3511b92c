// Package reference has the part that objects of other packages have in common:
// the pointer to what C made, and the finalizer.
package reference

// #include <string.h>
import "C"

import (
	"reflect"
	"runtime"
	"unsafe"
)

// An Object is one of those.
type Object interface {
	Ptr() uintptr
	Dispose()
}

// A Base is a part of each.
type Base struct{ p uintptr }

// Ptr returns what C made.
func (b *Base) Ptr() uintptr { return b.p }

// Length returns the length of a text of C.
func Length(p uintptr) int { return int(C.strlen((*C.char)(unsafe.Pointer(p)))) }

// Set sets it.
func (b *Base) Set(p uintptr) { b.p = p }

// Init makes o one that is finalized.
func Init(o Object) { initialize(o, true) }

// InitStatic is for what C has for good.
func InitStatic(o Object) { initialize(o, false) }

func initialize(o Object, finalized bool) {
	if finalized {
		runtime.SetFinalizer(o, finalize)
	}
}

// InitReflected comes to the object by package reflect.
func InitReflected(o Object) {
	v := reflect.ValueOf(o).Elem()
	runtime.SetFinalizer(v.Addr().Interface().(Object), finalize)
}

func finalize(o Object) {
	if o.Ptr() != 0 {
		o.Dispose()
	}
}
