// Package events has variables that C reads by exports, and others write.
package events

/*
typedef void (*event_fn)(int id);
void loop_start(event_fn f);
extern void goEvent(int id);
*/
import "C"

import "sync"

var (
	mu       sync.Mutex
	handlers = make(map[int]func())
)

// On registers a handler.
func On(id int, f func()) {
	mu.Lock()
	defer mu.Unlock()
	handlers[id] = f
}

// Off deletes one.
func Off(id int) {
	mu.Lock()
	delete(handlers, id)
	mu.Unlock()
}

//export goEvent
func goEvent(id C.int) {
	find(int(id))()
}

func find(id int) func() {
	return handlers[id] // want "^handlers: goEvent looks up without mu, 2 write under it$"
}

// What is always looked up under the lock is no race.
var (
	safeMu sync.Mutex
	safe   = make(map[int]func())
)

func Set(id int, f func()) {
	safeMu.Lock()
	defer safeMu.Unlock()
	safe[id] = f
}

//export goSafe
func goSafe(id C.int) {
	safeMu.Lock()
	f := safe[int(id)]
	safeMu.Unlock()
	f()
}

// Nothing guards flags, whose entries come and go.
var flags = make(map[int]bool)

func Raise(id int) { flags[id] = true }

func Lower(id int) { delete(flags, id) }

//export goFlag
func goFlag(id C.int) bool {
	return flags[int(id)] // want "^flags: goFlag looks up without a lock, 2 write$"
}

// C writes number alone.
var number int

//export goNumber
func goNumber(n C.int) { number = int(n) }
