// Package basic has registries that C threads meet in.
package basic

/*
#include <stdint.h>

typedef void (*handler)(uintptr_t);

static int start(uintptr_t id) { return id != 0; }
static void stop(void *p) { (void)p; }
*/
import "C"

import (
	"sync"
	"unsafe"
)

type conn struct{ name string }

// Variables of the package.
var (
	mu     sync.RWMutex
	conns  = make(map[uintptr]*conn) // want "^map conns and its ID counter nextID share one lock, mu, so goReceive and lookupConn contend on it$"
	nextID uintptr
)

func register(c *conn) uintptr {
	mu.Lock()
	defer mu.Unlock()
	nextID++
	conns[nextID] = c
	return nextID
}

func unregister(id uintptr) {
	mu.Lock()
	delete(conns, id)
	mu.Unlock()
}

func lookupConn(id uintptr) (*conn, bool) {
	mu.RLock()
	defer mu.RUnlock()
	c, ok := conns[id]
	return c, ok
}

//export goReceive
func goReceive(id C.uintptr_t) {
	mu.RLock()
	c := conns[uintptr(id)]
	mu.RUnlock()
	_ = c.name
}

//export goClose
func goClose(id C.uintptr_t) {
	if _, ok := lookupConn(uintptr(id)); ok {
		unregister(uintptr(id))
	}
}

// A struct without a name.
var callbacks = struct {
	sync.Mutex
	byID map[C.int]func() // want "map byID has one lock, the embedded Mutex, so goCall and addCallback contend on it"
}{byID: make(map[C.int]func())}

func addCallback(id C.int, f func()) {
	callbacks.Lock()
	callbacks.byID[id] = f
	callbacks.Unlock()
}

//export goCall
func goCall(id C.int) {
	callbacks.Lock()
	f := callbacks.byID[id]
	callbacks.Unlock()
	f()
}

// A type of which there is one value, with methods.
type store struct {
	mu   sync.Mutex
	data map[unsafe.Pointer]any // want "map data has one lock, mu, so save and take contend on it"
}

var users = newStore()

func newStore() *store { return &store{data: map[unsafe.Pointer]any{}} }

func (s *store) save(p unsafe.Pointer, v any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.data[p]; !ok {
		s.data[p] = v
	}
}

func (s *store) take(p unsafe.Pointer) any {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := s.data[p]
	delete(s.data, p)
	return v
}

// Stop looks up what belongs to C memory around a call of C.
func Stop(p unsafe.Pointer) any {
	v := users.take(p)
	C.stop(p)
	return v
}

// Start registers what C calls back for.
func Start(c *conn) bool { return C.start(C.uintptr_t(register(c))) != 0 }

// A singleton that a function returns.
type registry struct {
	sync.RWMutex
	names map[int32]string // want "one lock, the embedded RWMutex, so goName and put contend on it"
}

var (
	once     sync.Once
	instance *registry
)

func get() *registry {
	once.Do(func() { instance = &registry{names: make(map[int32]string)} })
	return instance
}

func put(id int32, name string) {
	r := get()
	r.Lock()
	r.names[id] = name
	r.Unlock()
}

//export goName
func goName(id C.int32_t) C.int {
	r := get()
	r.RLock()
	defer r.RUnlock()
	return C.int(len(r.names[int32(id)]))
}

// A registry for other packages, whose keys are memory of C.
var (
	pointerMu sync.RWMutex
	pointers  = map[unsafe.Pointer]any{} // want "one lock, pointerMu, so Restore and Save contend on it"
)

// Save keeps v.
func Save(p unsafe.Pointer, v any) {
	pointerMu.Lock()
	pointers[p] = v
	pointerMu.Unlock()
}

// Restore finds it again.
func Restore(p unsafe.Pointer) (v any) {
	pointerMu.RLock()
	v = pointers[p]
	pointerMu.RUnlock()
	return
}
