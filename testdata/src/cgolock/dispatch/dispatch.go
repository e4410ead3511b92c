// Package dispatch holds locks while a library runs callbacks.
package dispatch

/*
#include <stdint.h>

typedef struct bus bus;
typedef struct scanner scanner;
typedef void (*handler)(bus *b, uint32_t n, void *user);

void bus_on_message(bus *b, handler h);
void bus_dispatch(bus *b, int ms);
int bus_send(bus *b, uint32_t n);
void bus_each_name(bus *b, handler h, void *user);
void bus_foreach_name(bus *b, handler h, void *user);
void scanner_run(scanner *s);

void onMessage(bus *b, uint32_t n, void *user);
void onName(bus *b, uint32_t n, void *user);
*/
import "C"

import (
	"sync"
	"unsafe"
)

// A Bus counts what it got.
type Bus struct {
	mu    sync.Mutex
	c     *C.bus
	s     *C.scanner
	seen  map[uint32]int
	names []uint32
}

var theBus *Bus

//export onMessage
func onMessage(b *C.bus, n C.uint32_t, user unsafe.Pointer) {
	theBus.mu.Lock()
	defer theBus.mu.Unlock()
	theBus.seen[uint32(n)]++
}

//export onName
func onName(b *C.bus, n C.uint32_t, user unsafe.Pointer) {
	theBus.mu.Lock()
	theBus.names = append(theBus.names, uint32(n))
	theBus.mu.Unlock()
}

// Listen registers the callback.
func (b *Bus) Listen() { C.bus_on_message(b.c, C.handler(C.onMessage)) }

// Dispatch runs the callback under the lock.
func (b *Bus) Dispatch() {
	b.mu.Lock()
	defer b.mu.Unlock()
	C.bus_dispatch(b.c, 10) // want `^C.bus_dispatch probably calls onMessage, which waits for mu, while Dispatch holds it: it would wait for itself, forever$`
}

// Names gives the callback along.
func (b *Bus) Names() []uint32 {
	b.mu.Lock()
	defer b.mu.Unlock()
	C.bus_foreach_name(b.c, C.handler(C.onName), nil) // want `^C.bus_foreach_name probably calls onName, which waits for mu, while Names holds it: it would wait for itself, forever$`
	return b.names
}

// Send calls C under the lock for something that runs no callbacks.
func (b *Bus) Send(n uint32) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.seen[n]--
	return C.bus_send(b.c, C.uint32_t(n)) == 0
}

// Scan runs another object, for which no callback was registered.
func (b *Bus) Scan() {
	b.mu.Lock()
	defer b.mu.Unlock()
	C.scanner_run(b.s)
}

// Wait takes only what it needs under the lock.
func (b *Bus) Wait() {
	b.mu.Lock()
	c := b.c
	b.mu.Unlock()
	C.bus_dispatch(c, 10)
}
