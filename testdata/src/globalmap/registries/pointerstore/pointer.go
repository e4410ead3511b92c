// Package pointerstore has variables of the package in one declaration. It is
// after github.com/mattn/go-pointer, pointer.go.
package pointerstore

// #include <stdlib.h>
import "C"

import (
	"sync"
	"unsafe"

	"example.com/globalmap/registries/goroutines"
)

var (
	mutex sync.RWMutex
	store = map[unsafe.Pointer]interface{}{}
)

// Save keeps v and returns memory of C that stands for it.
func Save(v interface{}) unsafe.Pointer {
	if v == nil {
		return nil
	}

	// One byte of C stands for the value: Go memory could move.
	var ptr unsafe.Pointer = C.malloc(C.size_t(1))
	if ptr == nil {
		panic("can't allocate 'cgo-pointer hack index pointer': ptr == nil")
	}

	mutex.Lock()
	store[ptr] = v
	mutex.Unlock()

	return ptr
}

// Restore returns what was saved.
func Restore(ptr unsafe.Pointer) (v interface{}) {
	if ptr == nil {
		return nil
	}

	mutex.RLock()
	v = store[ptr]
	mutex.RUnlock()
	return
}

// Unref forgets what was saved.
func Unref(ptr unsafe.Pointer) {
	if ptr == nil {
		return
	}

	mutex.Lock()
	delete(store, ptr)
	mutex.Unlock()

	C.free(ptr)
}

// Run saves, restores and forgets.
func Run(n int) int {
	return goroutines.Sum(n, func(i int) (sum int) {
		for j := range goroutines.Rounds {
			p := Save(i*goroutines.Rounds + j)
			sum += Restore(p).(int)
			Unref(p)
		}
		return sum
	})
}
