// Package tested has a lookup whose callers ask whether there is an entry: a
// handle would panic in place of the answer.
package tested

/*
#include <stdint.h>
*/
import "C"

import "sync"

var (
	callbackMu   sync.Mutex
	callbacks    = make(map[uintptr]func()) // want "map callbacks and its ID counter lastCallback share one lock"
	lastCallback uintptr
)

func register(f func()) C.uintptr_t {
	callbackMu.Lock()
	defer callbackMu.Unlock()
	lastCallback++
	callbacks[lastCallback] = f
	return C.uintptr_t(lastCallback)
}

func unregister(id C.uintptr_t) {
	callbackMu.Lock()
	defer callbackMu.Unlock()
	delete(callbacks, uintptr(id))
}

func lookup(id C.uintptr_t) func() {
	callbackMu.Lock()
	defer callbackMu.Unlock()
	return callbacks[uintptr(id)]
}

//export goCall
func goCall(id C.uintptr_t) {
	if f := lookup(id); f != nil {
		f()
	}
}
