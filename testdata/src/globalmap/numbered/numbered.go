// Package numbered has maps whose entries are numbered under the lock.
package numbered

/*
#include <stdint.h>
*/
import "C"

import (
	"fmt"
	"sync"
)

// The number is what the counter was before.
var (
	timersMu  sync.Mutex
	timers          = map[int64]func(){} // want "map timers and its ID counter nextTimer share one lock"
	nextTimer int64 = 1
)

func addTimer(f func()) int64 {
	timersMu.Lock()
	defer timersMu.Unlock()
	id := nextTimer
	nextTimer++
	timers[id] = f
	return id
}

//export goTimer
func goTimer(id C.int64_t) {
	timersMu.Lock()
	f, ok := timers[int64(id)]
	timersMu.Unlock()
	if ok {
		f()
	}
}

func stopTimers() int {
	timersMu.Lock()
	defer timersMu.Unlock()
	n := len(timers)
	return n
}

func clearTimers() {
	timersMu.Lock()
	timers = make(map[int64]func())
	timersMu.Unlock()
}

func eachTimer(visit func(id int64)) {
	timersMu.Lock()
	var ids []func()
	for id, f := range timers {
		if id != 0 {
			ids = append(ids, f)
		}
	}
	timersMu.Unlock()
	for _, f := range ids {
		f()
	}
}

// The number goes to C as an int: it must stay small.
var callbacks = struct {
	sync.RWMutex
	m    map[C.int]func() // want "map m and its ID counter next share one lock"
	next C.int
}{m: make(map[C.int]func())}

func register(f func()) C.int {
	callbacks.Lock()
	defer callbacks.Unlock()
	id := callbacks.next
	callbacks.next++
	callbacks.m[id] = f
	return id
}

//export goCall
func goCall(id C.int) {
	callbacks.RLock()
	f := callbacks.m[id]
	callbacks.RUnlock()
	f()
}

// The numbers are printed: they stay what they are.
type names struct {
	mu   sync.Mutex
	byID map[uint64]string // want "map byID and its ID counter last share one lock"
	last uint64
}

var known = names{byID: make(map[uint64]string)}

func (n *names) add(name string) (id uint64) {
	n.mu.Lock()
	n.last++
	id = n.last
	n.byID[id] = name
	n.mu.Unlock()
	fmt.Println("name", id)
	return
}

//export goName
func goName(id C.uint64_t) C.size_t {
	known.mu.Lock()
	defer known.mu.Unlock()
	return C.size_t(len(known.byID[uint64(id)]))
}

// The number is kept in the entry, and in another variable.
type session struct{ id uintptr }

var (
	sessionsMu sync.Mutex
	sessions   = make(map[uintptr]*session) // want "map sessions and its ID counter sessionID share one lock"
	sessionID  uintptr
)

func newSession() *session {
	s := &session{}
	sessionsMu.Lock()
	sessionID++
	s.id = sessionID
	sessions[s.id] = s
	sessionsMu.Unlock()
	return s
}

func (s *session) end() {
	if s.id == 0 {
		return
	}
	sessionsMu.Lock()
	delete(sessions, s.id)
	sessionsMu.Unlock()
}

//export goSession
func goSession(id C.uintptr_t) C.int {
	sessionsMu.Lock()
	s := sessions[uintptr(id)]
	sessionsMu.Unlock()
	if s == nil {
		return 0
	}
	return 1
}

// The number is in the entry before the entry is in the map.
type stream struct{ id uintptr }

var (
	streamsMu  sync.Mutex
	streams    = map[uintptr]*stream{} // want "map streams and its ID counter nextStream share one lock"
	nextStream uintptr
)

func newStream() *stream {
	streamsMu.Lock()
	defer streamsMu.Unlock()
	s := &stream{id: nextStream}
	streams[nextStream] = s
	nextStream++
	return s
}

//export goStream
func goStream(id C.uintptr_t) C.int {
	streamsMu.Lock()
	defer streamsMu.Unlock()
	if streams[uintptr(id)] == nil {
		return 0
	}
	return 1
}
