// Package singleton has a registry that a function makes when it is first
// asked for, as bindings of GLib have for their types and closures.
package singleton

/*
#include <stdint.h>
extern int goMarshal(uintptr_t, int);
extern void goFinalize(uintptr_t);
static int invoke(uintptr_t closure, int arg) { return goMarshal(closure, arg); }
static void finalize(uintptr_t closure) { goFinalize(closure); }
*/
import "C"

import (
	"sync"

	"example.com/globalmap/registries/goroutines"
)

type closureRegistry struct {
	mu       sync.RWMutex
	closures map[uintptr]func(arg int) int
}

var (
	once     sync.Once
	instance *closureRegistry
)

func closures() *closureRegistry {
	once.Do(func() {
		instance = &closureRegistry{closures: make(map[uintptr]func(arg int) int)}
	})
	return instance
}

func connect(closure uintptr, f func(arg int) int) {
	r := closures()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closures[closure] = f
}

//export goMarshal
func goMarshal(closure C.uintptr_t, arg C.int) C.int {
	return C.int(marshal(uintptr(closure), int(arg)))
}

func marshal(closure uintptr, arg int) int {
	r := closures()
	r.mu.RLock()
	f, ok := r.closures[closure]
	r.mu.RUnlock()
	if !ok {
		return -1
	}
	return f(arg)
}

//export goFinalize
func goFinalize(closure C.uintptr_t) { disconnect(uintptr(closure)) }

func disconnect(closure uintptr) {
	r := closures()
	r.mu.Lock()
	delete(r.closures, closure)
	r.mu.Unlock()
}

// Run connects closures and lets C invoke them.
func Run(n int) int {
	return goroutines.Sum(n, func(i int) (sum int) {
		for j := range goroutines.Rounds {
			closure := uintptr(i*goroutines.Rounds+j) << 4
			connect(closure, func(arg int) int { return i + arg })
			sum += int(C.invoke(C.uintptr_t(closure), C.int(j)))
			C.finalize(C.uintptr_t(closure))
			sum += int(C.invoke(C.uintptr_t(closure), C.int(j)))
		}
		return sum
	})
}
