// Package handlelist has a type with an embedded lock, whose keys are memory
// of C that stands for the values. It is after github.com/libgit2/git2go,
// handles.go.
package handlelist

/*
#include <stdlib.h>
*/
import "C"

import (
	"fmt"
	"sync"
	"unsafe"
)

// No fix: other packages, generated files, or files that are not part of the build can use the map

// HandleList keeps Go values for C.
type HandleList struct {
	sync.RWMutex
	// stores the Go pointers
	handles map[unsafe.Pointer]interface{}
}

// NewHandleList returns an empty list.
func NewHandleList() *HandleList {
	return &HandleList{
		handles: make(map[unsafe.Pointer]interface{}),
	}
}

// Track adds the given pointer to the list and returns a pointer value which
// can be passed to C.
func (v *HandleList) Track(pointer interface{}) unsafe.Pointer {
	handle := C.malloc(1)

	v.Lock()
	v.handles[handle] = pointer
	v.Unlock()

	return handle
}

// Untrack stops tracking the pointer given by the handle.
func (v *HandleList) Untrack(handle unsafe.Pointer) {
	v.Lock()
	delete(v.handles, handle)
	C.free(handle)
	v.Unlock()
}

// Clear stops tracking all the managed pointers.
func (v *HandleList) Clear() {
	v.Lock()
	for handle := range v.handles {
		delete(v.handles, handle)
		C.free(handle)
	}
	v.Unlock()
}

// Get retrieves the pointer from the given handle.
func (v *HandleList) Get(handle unsafe.Pointer) interface{} {
	v.RLock()
	defer v.RUnlock()

	ptr, ok := v.handles[handle]
	if !ok {
		panic(fmt.Sprintf("invalid pointer handle: %p", handle))
	}

	return ptr
}
