// Package handles has maps of which the program has one, behind a lock.
package handles

/*
#include <stdint.h>
extern void goCall(uintptr_t id);
extern void goFind(uintptr_t id);
static void call(uintptr_t id) { goCall(id); }
*/
import "C"

import "sync"

// The entries are numbered by next, which C gets and hands back.
var (
	mu    sync.Mutex
	next  uintptr
	calls = make(map[uintptr]func()) // want "^calls behind mu, numbered by next after it counts up, opaque; Do inserts into, Do deletes from, goCall looks up; by goCall$"
)

func Do(f func()) {
	mu.Lock()
	next++
	id := next
	calls[id] = f
	mu.Unlock()
	C.call(C.uintptr_t(id))
	mu.Lock()
	delete(calls, id)
	mu.Unlock()
}

//export goCall
func goCall(id C.uintptr_t) {
	mu.Lock()
	f := calls[uintptr(id)]
	mu.Unlock()
	f()
}

// The key is the caller's.
var (
	namesMu sync.RWMutex
	names   = map[uintptr]string{} // want "^names behind namesMu, for others; SetName inserts into, Name looks up, goFind looks up; by goFind$"
)

func SetName(id uintptr, name string) {
	namesMu.Lock()
	defer namesMu.Unlock()
	names[id] = name
}

func Name(id uintptr) string {
	namesMu.RLock()
	defer namesMu.RUnlock()
	return names[id]
}

//export goFind
func goFind(id C.uintptr_t) {
	namesMu.RLock()
	name := names[uintptr(id)]
	namesMu.RUnlock()
	println(name)
}

// C never comes to counts, and nobody waits for its lock.
var (
	countsMu sync.Mutex
	counts   = map[string]int{}
)

func Count(name string) int {
	countsMu.Lock()
	defer countsMu.Unlock()
	counts[name]++
	return counts[name]
}

// An object of which there may be many.
type table struct {
	mu      sync.Mutex
	entries map[uintptr]string
}

func (t *table) set(id uintptr, s string) {
	t.mu.Lock()
	t.entries[id] = s
	t.mu.Unlock()
}

func NewTable() *table { return &table{entries: make(map[uintptr]string)} }

// An object of which there is one.
type registry struct {
	sync.Mutex
	last    int
	entries map[int]func() // want "^entries behind Mutex, numbered by last before it counts up, not opaque: the numbers are compared or calculated with; Register inserts into, goRun looks up; by goRun$"
}

var all = registry{entries: make(map[int]func())}

func Register(f func()) int {
	all.Lock()
	defer all.Unlock()
	id := all.last
	all.last++
	all.entries[id] = f
	println("registered", id+1)
	return id
}

//export goRun
func goRun(id C.int) {
	all.Lock()
	f := all.entries[int(id)]
	all.Unlock()
	f()
}
