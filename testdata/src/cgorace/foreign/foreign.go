// Package foreign registers its callbacks in a struct of another package.
package foreign

/*
#include <stdint.h>

extern void foreignEvent(uintptr_t id, int n);
extern void foreignLocked(uintptr_t id, int n);
*/
import "C"

import (
	"net/http"

	"example.com/cgorace/foreign/table"
)

var (
	events = table.Table{Funcs: make(map[uintptr]func(int))}
	header = http.Header{}
	agent  http.Request
)

// Register has f called for the events of id.
func Register(id uintptr, f func(int)) {
	events.Mu.Lock()
	events.Funcs[id] = f
	events.Mu.Unlock()
}

// Unregister ends that.
func Unregister(id uintptr) {
	events.Mu.Lock()
	delete(events.Funcs, id)
	events.Mu.Unlock()
}

//export foreignEvent
func foreignEvent(id C.uintptr_t, n C.int) {
	f := events.Funcs[uintptr(id)] // want "foreignEvent looks into Funcs without Mu, under which Register inserts into it: C calls foreignEvent on any thread, and a map that is read during a write ends the program"
	if f != nil {
		f(int(n))
	}
}

//export foreignLocked
func foreignLocked(id C.uintptr_t, n C.int) {
	events.Mu.Lock()
	f := events.Funcs[uintptr(id)]
	events.Mu.Unlock()
	if f != nil {
		f(int(n))
	}
}

// Of a field without a lock it is not known what else is done with it.
//
//export foreignAgent
func foreignAgent() C.int { return C.int(len(agent.Header["User-Agent"])) }

// SetAgent sets the name.
func SetAgent(name string) { agent.Header["User-Agent"] = []string{name} }
