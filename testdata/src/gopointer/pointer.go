// Package pointer has the functions of mattn's go-pointer, as far as the tests call
// them.
package pointer

import (
	"sync"
	"unsafe"
)

var saved sync.Map

// Save returns a pointer that stands for v.
func Save(v any) unsafe.Pointer {
	p := unsafe.Pointer(new(byte))
	saved.Store(p, v)
	return p
}

// Restore returns what p stands for.
func Restore(p unsafe.Pointer) any {
	v, _ := saved.Load(p)
	return v
}

// Unref forgets it.
func Unref(p unsafe.Pointer) { saved.Delete(p) }
