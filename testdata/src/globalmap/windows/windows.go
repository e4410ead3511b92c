// Package windows has a registry that one thread alone uses.
package windows

/*
#include <stdint.h>
extern void onEvent(uintptr_t id);
static void webview_run(uintptr_t id) { onEvent(id); }
*/
import "C"

import "sync"

var (
	mu       sync.Mutex
	handlers = map[uintptr]func(){} // want "low: map handlers has one lock, mu, so onEvent and Handle contend on it"
)

// Handle has f called for the events of a window.
func Handle(id uintptr, f func()) {
	mu.Lock()
	handlers[id] = f
	mu.Unlock()
}

//export onEvent
func onEvent(id C.uintptr_t) {
	mu.Lock()
	f := handlers[uintptr(id)]
	mu.Unlock()
	f()
}

// Run shows the window.
func Run(id uintptr) { C.webview_run(C.uintptr_t(id)) }
