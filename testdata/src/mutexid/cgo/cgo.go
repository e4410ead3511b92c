// Package cgo draws IDs that travel to C.
package cgo

/*
#include <stdint.h>

static int last;

static void watch(int id) { last = id; }
static int seen(void) { return last; }
*/
import "C"

import (
	"sync"
	"unsafe"
)

var (
	mu     sync.Mutex
	nextID C.int
)

// Watch gives C a new ID.
func Watch() int {
	mu.Lock()
	nextID++ // want "mu guards only nextID"
	id := nextID
	mu.Unlock()
	C.watch(id)
	return int(id)
}

// Seen returns the ID that C has.
func Seen() int { return int(C.seen()) }

var callbacks = struct {
	sync.RWMutex
	m    map[C.int]func()
	next C.int
}{m: make(map[C.int]func())}

func register(f func()) C.int {
	callbacks.Lock()
	defer callbacks.Unlock()
	id := callbacks.next
	callbacks.next++ // globalmap reports it with the map
	callbacks.m[id] = f
	return id
}

//export goCall
func goCall(id C.int, p unsafe.Pointer) {
	callbacks.RLock()
	f := callbacks.m[id]
	callbacks.RUnlock()
	f()
}
