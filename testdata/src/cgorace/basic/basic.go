// Package basic binds an audio server whose threads call back.
package basic

/*
#include <stdint.h>
typedef void (*event_fn)(uintptr_t id, int what);
void server_start(event_fn f);
void server_stop(uintptr_t id);
extern void goProcess(uintptr_t id, int frames);
extern void goShutdown(uintptr_t id);
extern void goXRun(uintptr_t id);
extern void goLog(int level);
static void start(void) { server_start((event_fn)goProcess); }
*/
import "C"

import "sync"

type Client struct {
	id      uintptr
	process func(int)
	closed  func()
}

var (
	mu      sync.RWMutex
	clients = make(map[uintptr]*Client)
)

func Open(id uintptr, process func(int)) *Client {
	c := &Client{id: id, process: process}
	mu.Lock()
	defer mu.Unlock()
	clients[id] = c
	C.start()
	return c
}

//export goProcess
func goProcess(id C.uintptr_t, frames C.int) {
	clients[uintptr(id)].process(int(frames)) // want "^goProcess looks into clients without mu, under which Open inserts into it: C calls goProcess on any thread, and a map that is read during a write ends the program$"
}

// The same mistake again is part of the first finding.
//
//export goShutdown
func goShutdown(id C.uintptr_t) {
	if c := find(uintptr(id)); c != nil {
		c.closed()
	}
}

func find(id uintptr) *Client { return clients[id] }

func (c *Client) Close() {
	C.server_stop(C.uintptr_t(c.id))
	delete(clients, c.id)
}

// Listeners are in a field of an object of which there is one.
type hub struct {
	sync.Mutex
	listeners []func()
	logger    interface{ Log(int) }
}

var events hub

func Listen(f func()) {
	events.Lock()
	defer events.Unlock()
	events.listeners = append(events.listeners, f)
}

//export goXRun
func goXRun(id C.uintptr_t) {
	for _, f := range events.listeners { // want "^goXRun goes through listeners without the embedded Mutex, under which Listen sets it: C calls goXRun on any thread, and what is read during a write may be half old and half new$"
		f()
	}
}

func SetLogger(l interface{ Log(int) }) {
	events.Lock()
	defer events.Unlock()
	events.logger = l
}

//export goLog
func goLog(level C.int) {
	if events.logger != nil {
		events.logger.Log(int(level)) // want "^goLog reads logger without the embedded Mutex, under which SetLogger sets it: "
	}
}
