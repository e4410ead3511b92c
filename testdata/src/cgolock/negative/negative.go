// Package negative holds locks over calls of C as it may.
package negative

/*
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

extern void onUnlocking(uintptr_t id);
extern void onCount(uintptr_t id);
extern void onSpawn(uintptr_t id);
extern void onOther(uintptr_t id);
extern void onExit(void);
static void unlocking(uintptr_t id) { onUnlocking(id); }
static void count(uintptr_t id) { onCount(id); }
static void spawn(uintptr_t id) { onSpawn(id); }
static void other(void) { onOther(7); }
static int receive(int fd) { char c; return read(fd, &c, 1); }
static int level;
static int get_level(void) { return level; }
static void say(int n) { printf("%d\n", n); }
*/
import "C"

import (
	"sync"
	"sync/atomic"
)

type Tox struct {
	mu     sync.Mutex
	status int
	id     C.uintptr_t
}

var (
	all    sync.Map
	counts atomic.Int64
)

func find(id C.uintptr_t) *Tox {
	v, _ := all.Load(id)
	t, _ := v.(*Tox)
	return t
}

// The callback gives the lock back and takes it again.
//
//export onUnlocking
func onUnlocking(id C.uintptr_t) {
	t := find(id)
	t.mu.Unlock()
	counts.Add(1)
	t.mu.Lock()
}

func (t *Tox) Unlocking() {
	t.mu.Lock()
	defer t.mu.Unlock()
	C.unlocking(t.id)
}

// The callback needs no lock.
//
//export onCount
func onCount(id C.uintptr_t) { counts.Add(1) }

func (t *Tox) Count() {
	t.mu.Lock()
	defer t.mu.Unlock()
	C.count(t.id)
}

// Another goroutine takes it, after the call.
//
//export onSpawn
func onSpawn(id C.uintptr_t) {
	t := find(id)
	go func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.status++
	}()
}

func (t *Tox) Spawn() {
	t.mu.Lock()
	defer t.mu.Unlock()
	C.spawn(t.id)
}

// The lock is given back before C is called.
func (t *Tox) Early() {
	t.mu.Lock()
	id := t.id
	t.mu.Unlock()
	C.other()
	C.count(id)
}

// C calls back about another object than the one whose lock is held.
//
//export onOther
func onOther(id C.uintptr_t) {
	t := find(id)
	t.mu.Lock()
	t.status++
	t.mu.Unlock()
}

func (t *Tox) Other() {
	t.mu.Lock()
	defer t.mu.Unlock()
	C.other()
}

// The lock is there for the object of C: whoever takes it calls C.
type Port struct {
	mu     sync.Mutex
	fd     C.int
	closed bool
	reads  int
}

func (p *Port) Read() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return -1
	}
	p.reads++
	return int(C.receive(p.fd))
}

func (p *Port) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	C.receive(p.fd)
}

func (p *Port) Closed() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.closed
}

// Calls that are short.
type Meter struct {
	mu    sync.Mutex
	level int
	names []string
}

func (m *Meter) Add(name string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.names = append(m.names, name)
}

func (m *Meter) Update() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.level = int(C.get_level())
	C.say(C.int(m.level))
}

// C calls what it registers when the program ends, and not before it returns.
var exits struct {
	mu         sync.Mutex
	registered bool
	ended      bool
}

//export onExit
func onExit() {
	exits.mu.Lock()
	defer exits.mu.Unlock()
	exits.ended = true
}

func Register() bool {
	exits.mu.Lock()
	defer exits.mu.Unlock()
	exits.registered = C.atexit((*[0]byte)(C.onExit)) == 0
	return exits.registered
}
