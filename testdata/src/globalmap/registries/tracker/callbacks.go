// Package tracker has a function that makes the ID while its caller holds the
// lock. It is after github.com/ceph/go-ceph, internal/callbacks.
package tracker

/*
#include <stdint.h>
extern int completed(uintptr_t);
static int complete(uintptr_t arg) { return completed(arg); }
*/
import "C"

import (
	"sync"

	"example.com/globalmap/registries/goroutines"
)

// No fix: a locked region uses anything else that may change, another map or a counter that starts over or skips numbers

type callbacks struct {
	mutex  sync.RWMutex
	cmap   map[uintptr]interface{}
	lastID uintptr
}

func newCallbacks() *callbacks {
	return &callbacks{cmap: make(map[uintptr]interface{})}
}

// getID returns a unique ID.
// NOTE: cb.mutex must be locked already!
func (cb *callbacks) getID() uintptr {
	for exists := true; exists; {
		cb.lastID++
		// Sanity check for the very unlikely case of an integer overflow in long
		// running processes.
		_, exists = cb.cmap[cb.lastID]
	}
	return cb.lastID
}

func (cb *callbacks) add(v interface{}) uintptr {
	cb.mutex.Lock()
	defer cb.mutex.Unlock()
	id := cb.getID()
	cb.cmap[id] = v
	return id
}

func (cb *callbacks) remove(id uintptr) {
	cb.mutex.Lock()
	defer cb.mutex.Unlock()
	delete(cb.cmap, id)
}

func (cb *callbacks) lookup(id uintptr) interface{} {
	cb.mutex.RLock()
	defer cb.mutex.RUnlock()
	return cb.cmap[id]
}

var completions = newCallbacks()

//export completed
func completed(arg C.uintptr_t) C.int {
	v := completions.lookup(uintptr(arg))
	if v == nil {
		return 0
	}
	return C.int(v.(int))
}

// Run adds values, and lets C complete them.
func Run(n int) int {
	return goroutines.Sum(n, func(i int) (sum int) {
		for j := range goroutines.Rounds {
			id := completions.add(i + j)
			sum += int(C.complete(C.uintptr_t(id)))
			completions.remove(id)
			sum += int(C.complete(C.uintptr_t(id)))
		}
		return sum
	})
}
