// Package negative has registries that C callbacks read safely.
package negative

/*
#include <stdint.h>
extern void onTable(int id);
extern void onMessage(void);
extern void onLocked(uintptr_t id);
extern void onHelper(uintptr_t id);
extern void onCall(uintptr_t id);
extern void onAtomic(uintptr_t id);
extern void onSynced(uintptr_t id);
extern void onChannel(uintptr_t id);
extern void onQueued(uintptr_t id);
extern void onConfigured(int level);
extern void onOnce(int id);
extern void onDraw(void);
extern void onClass(char *name);
extern void onObject(uintptr_t id);
static void each(uintptr_t id) { for (int i = 0; i < 3; i++) onCall(id); }
void install(uintptr_t id);
extern void onWrite(char *p, int n);
int save_node(int options);
*/
import "C"

import (
	"sync"
	"sync/atomic"
)

// Filled before anybody can call.
var table = map[int]func(){1: func() {}}

func init() { fill() }

func fill() { table[2] = func() {} }

//export onTable
func onTable(id C.int) { table[int(id)]() }

// Both sides lock.
var (
	mu     sync.RWMutex
	locked = map[uintptr]func(){}
)

func Add(id uintptr, f func()) {
	mu.Lock()
	defer mu.Unlock()
	locked[id] = f
}

//export onLocked
func onLocked(id C.uintptr_t) {
	mu.RLock()
	f := locked[uintptr(id)]
	mu.RUnlock()
	f()
}

// The callback locks, and what it calls does not have to.
//
//export onHelper
func onHelper(id C.uintptr_t) {
	mu.RLock()
	defer mu.RUnlock()
	if f := lookupLocked(uintptr(id)); f != nil {
		f()
	}
}

func lookupLocked(id uintptr) func() { return locked[id] }

// C calls back while Go holds the lock.
var (
	callMu sync.Mutex
	called = map[uintptr]int{}
)

func Count(id uintptr) int {
	callMu.Lock()
	defer callMu.Unlock()
	called[id] = 0
	C.each(C.uintptr_t(id))
	return called[id]
}

//export onCall
func onCall(id C.uintptr_t) {
	for key := range called {
		_ = key
	}
}

// An atomic pointer to what is not changed, and a sync.Map.
var (
	snapshot atomic.Pointer[map[uintptr]func()]
	synced   sync.Map
)

//export onAtomic
func onAtomic(id C.uintptr_t) { (*snapshot.Load())[uintptr(id)]() }

//export onSynced
func onSynced(id C.uintptr_t) {
	if f, ok := synced.Load(uintptr(id)); ok {
		f.(func())()
	}
}

// One goroutine has the map, and the callback asks it.
var (
	pending  = map[uintptr]func(){}
	requests = make(chan func())
)

func Loop() {
	for f := range requests {
		f()
	}
}

func Later(id uintptr, f func()) { requests <- func() { pending[id] = f } }

//export onChannel
func onChannel(id C.uintptr_t) {
	requests <- func() { pending[uintptr(id)]() }
}

// A lock of one's own making.
type spin struct{ n atomic.Int32 }

func (s *spin) acquire() {
	for !s.n.CompareAndSwap(0, 1) {
	}
}
func (s *spin) release() { s.n.Store(0) }

var (
	spinning spin
	queued   = map[uintptr]func(){}
)

func Queue(id uintptr, f func()) {
	spinning.acquire()
	queued[id] = f
	spinning.release()
}

//export onQueued
func onQueued(id C.uintptr_t) {
	spinning.acquire()
	f := queued[uintptr(id)]
	spinning.release()
	f()
}

// What is set before C gets to know of it.
type source struct {
	mu      sync.Mutex
	handler func()
	id      uintptr
}

var sources sync.Map

func (s *source) Start(handler func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.handler = handler
	C.install(C.uintptr_t(s.id))
}

//export onObject
func onObject(id C.uintptr_t) {
	if s, ok := sources.Load(uintptr(id)); ok {
		s.(*source).handler()
	}
}

// The lock is for something else, and the thread of the window has the driver.
type window struct {
	mu         sync.Mutex
	invalidate bool
	driver     interface{ draw() }
}

var win window

func (w *window) setDriver(d interface{ draw() }) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.invalidate = d != nil
	w.driver = d
}

func Draw() { win.driver.draw() }

//export onDraw
func onDraw() { win.driver.draw() }

// A table that is filled once.
var (
	once  sync.Once
	kinds map[int]string
)

func names() map[int]string {
	once.Do(func() {
		kinds = make(map[int]string)
		for i := range 3 {
			kinds[i] = "kind"
		}
	})
	return kinds
}

//export onOnce
func onOnce(id C.int) {
	names()
	_ = kinds[int(id)]
}

// What there is registers itself at the start.
var classes = map[string]func(){}

func RegisterClass(name string, f func()) { classes[name] = f }

//export onClass
func onClass(name *C.char) { classes[C.GoString(name)]() }

// Constant keys make a table.
var levels = map[string]int{}

func Configure() {
	levels["low"] = 1
	levels["high"] = 2
}

//export onConfigured
func onConfigured(level C.int) { _ = levels["low"] }

// C writes to the buffer during one call, over which the lock is held.
var (
	bufferMu sync.Mutex
	buffer   *[]byte
)

func Save() []byte {
	bufferMu.Lock()
	defer bufferMu.Unlock()
	var b []byte
	buffer = &b
	C.save_node(1)
	buffer = nil
	return b
}

//export onWrite
func onWrite(p *C.char, n C.int) { *buffer = append(*buffer, C.GoStringN(p, n)...) }

// A message that has a parent is its maker's own; others know the rest.
type message struct {
	parent *message
	lines  []string
}

var (
	messages sync.Mutex
	root     = new(message)
)

func (m *message) add(line string) {
	if m.parent == nil {
		messages.Lock()
		m.lines = append(m.lines, line)
		messages.Unlock()
	} else {
		m.lines = append(m.lines, line)
	}
}

// Log adds a line to the root.
func Log(line string) { root.add(line) }

//export onMessage
func onMessage() { (&message{parent: root}).add("called") }
