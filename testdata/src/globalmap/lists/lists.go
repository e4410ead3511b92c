// Package lists has registries that are no maps of its own.
package lists

/*
#include <stdint.h>
extern void goData(int id, int n);
extern void goSlot(unsigned char id, int n);
extern void goFrame(uintptr_t id, int n);
extern void goTick(int n);
*/
import "C"

import (
	"sync"

	"example.com/globalmap/objects"
)

type conn struct{ n int }

var (
	mu    sync.Mutex
	conns []*conn // want "low: slice conns has one lock, mu, so all callers of goData contend on it"
)

// Register enters c.
func Register(c *conn) int {
	mu.Lock()
	defer mu.Unlock()
	conns = append(conns, c)
	return len(conns) - 1
}

//export goData
func goData(id, n C.int) {
	mu.Lock()
	c := conns[int(id)]
	mu.Unlock()
	c.n += int(n)
}

var (
	slotMu sync.RWMutex
	slots  [256]*conn // want "low: array slots has one lock, slotMu, so all callers of goSlot contend on it"
)

// Take enters c at a place.
func Take(c *conn) int {
	slotMu.Lock()
	defer slotMu.Unlock()
	for i := range slots {
		if slots[i] == nil {
			slots[i] = c
			return i
		}
	}
	return -1
}

//export goSlot
func goSlot(id C.uchar, n C.int) {
	slotMu.RLock()
	c := slots[uint8(id)]
	slotMu.RUnlock()
	if c != nil {
		c.n += int(n)
	}
}

var frames = objects.New() // want "low: the map in frames has one lock, mu, so all callers of goFrame contend on it"

// Open enters a value.
func Open() uintptr { return frames.Put(new(conn)) }

//export goFrame
func goFrame(id C.uintptr_t, n C.int) {
	if c, ok := frames.Get(uintptr(id)).(*conn); ok {
		c.n += int(n)
	}
}

// No registry: nothing is looked up.
var (
	total   objects.Counter
	history []int
	histMu  sync.Mutex
)

//export goTick
func goTick(n C.int) {
	total.Add(int(n))
	histMu.Lock()
	history = append(history, int(n))
	histMu.Unlock()
}

// History returns all.
func History() []int {
	histMu.Lock()
	defer histMu.Unlock()
	return append([]int(nil), history...)
}
