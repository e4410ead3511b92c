// Package interned has an insertion that is checked twice: locked for reading
// and again locked for writing, as caches of what C has given are.
package interned

/*
#include <stdint.h>
static int parent(uintptr_t type) { return (int)(type % 7); }
*/
import "C"

import (
	"sync"

	"example.com/globalmap/registries/goroutines"
)

type class struct{ name int }

var (
	classesMu sync.RWMutex
	classes   = make(map[uintptr]*class)
)

func classOf(typ uintptr) *class {
	classesMu.RLock()
	c, ok := classes[typ]
	classesMu.RUnlock()
	if ok {
		return c
	}
	fresh := &class{name: int(typ)}
	classesMu.Lock()
	defer classesMu.Unlock()
	if c, ok := classes[typ]; ok {
		return c
	}
	classes[typ] = fresh
	return fresh
}

func forget(typ uintptr) {
	classesMu.Lock()
	delete(classes, typ)
	classesMu.Unlock()
}

// Run asks for the classes of types, some of which are those of others.
func Run(n int) int {
	return goroutines.Sum(n, func(i int) (sum int) {
		for j := range goroutines.Rounds {
			typ := uintptr(j % 32)
			if classOf(typ) != classOf(typ) {
				panic("a class is there twice")
			}
			sum += classOf(typ).name + int(C.parent(C.uintptr_t(typ)))
			own := uintptr(1000 + i)
			sum += classOf(own).name
			forget(own)
		}
		return sum
	})
}
