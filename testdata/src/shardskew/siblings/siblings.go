//go:build go1.22

// Package siblings has several index expressions for one array of shards, not
// all of which are reported: a fix changes all of them, or there is none.
package siblings

import (
	"sync"
	"unsafe"
)

const count = 32

type object struct {
	value any
	next  [4]uint64
}

// A store finds by number what was put by address.
type store struct {
	data  [count]map[uintptr]*object
	mutex [count]sync.Mutex
}

func newStore() *store {
	s := new(store)
	for i := range s.data {
		s.data[i] = make(map[uintptr]*object)
	}
	return s
}

func (s *store) put(o *object) uintptr {
	p := unsafe.Pointer(o)
	i := uintptr(p) % count // want "uintptr.p. varies only in steps of 16: at most 2 of 32 shards are ever used"
	s.mutex[i].Lock()
	defer s.mutex[i].Unlock()
	s.data[i][uintptr(p)] = o
	return uintptr(p)
}

func (s *store) get(key uintptr) *object {
	i := key % count
	s.mutex[i].Lock()
	defer s.mutex[i].Unlock()
	return s.data[i][key]
}

// A table has generic readers.
type table[T any] struct{ shards [count]map[uintptr]T }

func set[T any](t *table[T], o *object, v T) {
	m := &t.shards[uintptr(unsafe.Pointer(o))%count] // want "varies only in steps of 16: at most 2 of 32 shards are ever used"
	if *m == nil {
		*m = make(map[uintptr]T)
	}
	(*m)[uintptr(unsafe.Pointer(o))] = v
}

func get[T any](t *table[T], number uint64) T {
	return t.shards[number%count][uintptr(number)]
}

// The index of a reader comes from its caller.
type remote struct{ shards [count]map[*object]int }

func (r *remote) set(o *object, n int) {
	r.shards[uintptr(unsafe.Pointer(o))%count][o] = n // want "varies only in steps of 16"
}

func (r *remote) Get(shard int, o *object) int { return r.shards[shard][o] }

// All shards are handed on.
type handed struct{ shards [count]map[*object]int }

func (h *handed) set(o *object, n int) {
	h.shards[uintptr(unsafe.Pointer(o))%count][o] = n // want "varies only in steps of 16"
}

func (h *handed) get(o *object) int {
	return find(&h.shards, o)
}

func find(shards *[count]map[*object]int, o *object) int {
	return shards[int(uintptr(unsafe.Pointer(o)))%count][o] // want "varies only in steps of 16"
}
