package negative

import (
	"sync"
	"unsafe"
)

// An entry has as many bytes as its T says.
type entry[T any] struct {
	key   uint8
	value T
}

type entries[T any] struct {
	shards [16]struct {
		mu sync.Mutex
		m  map[*entry[T]]int
	}
}

func (e *entries[T]) add(p *entry[T]) {
	s := &e.shards[uintptr(unsafe.Pointer(p))%16]
	s.mu.Lock()
	s.m[p]++
	s.mu.Unlock()
}

func (e *entries[T]) addValue(p *entry[T]) {
	s := &e.shards[uintptr(unsafe.Pointer(&p.value))%16]
	s.mu.Lock()
	s.m[p]++
	s.mu.Unlock()
}

// A table is of what others give it.
type table[T any] struct {
	shards [16]struct {
		mu sync.Mutex
		m  map[*T]int
	}
}

func (t *table[T]) add(p *T) {
	s := &t.shards[uintptr(unsafe.Pointer(p))%16]
	s.mu.Lock()
	s.m[p]++
	s.mu.Unlock()
}

func addTo[T any](p *entry[T]) {
	new(entries[T]).add(p)
	new(entries[T]).addValue(p)
	new(table[entry[T]]).add(p)
	new(table[[4]T]).add(new([4]T))
}
