// Package signals has a map of maps: the handlers of each object of C by
// their number, as bindings of GTK and of Qt have.
package signals

/*
#include <stdint.h>
extern int goEmit(uintptr_t, int);
static int emit(uintptr_t object, int handler) { return goEmit(object, handler); }
*/
import "C"

import (
	"sync"

	"example.com/globalmap/registries/goroutines"
)

// No fix: a locked region does more than one thing with the map

var signals = struct {
	sync.RWMutex
	handlers map[uintptr]map[int]func() int
}{handlers: make(map[uintptr]map[int]func() int)}

func connect(object uintptr, handler int, f func() int) {
	signals.Lock()
	defer signals.Unlock()
	if signals.handlers[object] == nil {
		signals.handlers[object] = make(map[int]func() int)
	}
	signals.handlers[object][handler] = f
}

func disconnect(object uintptr) {
	signals.Lock()
	delete(signals.handlers, object)
	signals.Unlock()
}

//export goEmit
func goEmit(object C.uintptr_t, handler C.int) C.int {
	signals.RLock()
	f, ok := signals.handlers[uintptr(object)][int(handler)]
	signals.RUnlock()
	if !ok {
		return 0
	}
	return C.int(f())
}

// Run connects handlers and lets C emit.
func Run(n int) int {
	return goroutines.Sum(n, func(i int) (sum int) {
		for j := range goroutines.Rounds {
			object := uintptr(i*goroutines.Rounds + j)
			connect(object, 1, func() int { return i })
			connect(object, 2, func() int { return j })
			sum += int(C.emit(C.uintptr_t(object), 1) + C.emit(C.uintptr_t(object), 2) + C.emit(C.uintptr_t(object), 3))
			disconnect(object)
		}
		return sum
	})
}
