// Package limits has races that are not seen.
package limits

/*
#include <stdint.h>
extern void onEvent(uintptr_t id);
extern void onName(uintptr_t id);
*/
import "C"

import "sync"

// Nothing says on which thread C calls, so that a plain function in a variable
// may be set before, as it mostly is, or at any time.
var handler func()

func SetHandler(f func()) { handler = f }

//export onEvent
func onEvent(id C.uintptr_t) { handler() }

// The map is the local variable of a function, and the callback finds it
// through an interface.
type namer interface{ name(id uintptr) string }

type names struct {
	mu sync.Mutex
	m  map[uintptr]string
}

func (n *names) set(id uintptr, s string) {
	n.mu.Lock()
	n.m[id] = s
	n.mu.Unlock()
}

func (n *names) name(id uintptr) string { return n.m[id] }

type none struct{}

func (none) name(uintptr) string { return "" }

var current namer = none{}

//export onName
func onName(id C.uintptr_t) { _ = current.name(uintptr(id)) }
