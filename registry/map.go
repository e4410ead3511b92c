package registry

import (
	"hash/maphash"
	"sync"
	"sync/atomic"
	"unsafe"
)

// A Map is a map that several goroutines may use at once, with the methods
// of [sync.Map] and a type. The zero Map is empty and ready to use. It must
// not be copied after first use.
//
// Loads take no lock. Writes take the lock of one of many shards, which the
// key's hash chooses; any comparable key spreads well, be it pointers, small
// integers or multiples of a number. A Map gives memory back when most of its
// entries are deleted, unlike a builtin map.
//
// Like sync.Map, it is in the terms of the Go memory model a set of variables,
// one for each key: a write of a key happens before a load that observes it.
//
// Keys that are not equal to themselves, such as NaN, can be stored but never
// found, as in a builtin map.
type Map[K comparable, V any] struct {
	state atomic.Pointer[mapState[K, V]] // nil if empty; replaced by Clear
}

// mapShards is the number of shards: enough that two writers seldom meet.
const (
	mapShardBits = 6
	mapShards    = 1 << mapShardBits
)

// A mapState is all that a Map has. It changes within the shards only. The
// tables, which readers use, are apart from the locks, which writers dirty.
type mapState[K comparable, V any] struct {
	hasher mapHasher[K]
	tables [mapShards]atomic.Pointer[mapTable[K, V]] // never nil
	shards [mapShards]mapShard[K, V]
}

// A mapShard is the writers' side of one table.
type mapShard[K comparable, V any] struct {
	mu    sync.Mutex // guards writes of the table and in it, and the counts
	live  int        // entries
	used  int        // table slots that are not empty: entries and tombstones
	state *mapState[K, V]
	table *atomic.Pointer[mapTable[K, V]] // one of state.tables

	_ [64 - unsafe.Sizeof(sync.Mutex{}) - unsafe.Sizeof(uintptr(0))*4]byte // own cache line
}

func newMapState[K comparable, V any]() *mapState[K, V] {
	st := &mapState[K, V]{hasher: newMapHasher[K]()}
	none := newMapTable[K, V](1)
	for i := range st.shards {
		st.tables[i].Store(none)
		st.shards[i].state = st
		st.shards[i].table = &st.tables[i]
		st.shards[i].used = groupSlots // none counts as full: the first insert replaces it
	}
	return st
}

func shardOf(h uint64) int { return int(h >> (64 - mapShardBits)) }

// Load returns the value stored for key, if there is one.
func (m *Map[K, V]) Load(key K) (value V, ok bool) {
	st := m.state.Load()
	if st == nil {
		return value, false
	}
	var h uint64
	if st.hasher.mix { // hash, by hand: the compiler does not inline it
		h = st.hasher.mixed(key)
	} else {
		h = maphash.Comparable(st.hasher.seed, key)
	}
	t := st.tables[shardOf(h)].Load()
	for i := t.home(h); ; i++ {
		g := t.group(i)
		tags := g.tags.Load()
		for match := matching(tags, tagOf(h)); match != 0; match &= match - 1 {
			if e := g.entries[slotOf(match)].Load(); e != nil && e.key == key {
				return e.value, true
			}
		}
		if matching(tags, emptyTag) != 0 {
			return value, false
		}
	}
}

// Store sets the value for key.
func (m *Map[K, V]) Store(key K, value V) {
	m.Swap(key, value)
}

// Swap sets the value for key and returns the one before, if there was one.
func (m *Map[K, V]) Swap(key K, value V) (previous V, loaded bool) {
	e := &mapEntry[K, V]{key, value}
	s, h := m.lock(key)
	place, old := s.table.Load().find(h, key)
	if old != nil {
		place.store(e)
	} else {
		s.insert(h, e)
	}
	s.mu.Unlock()
	if old != nil {
		return old.value, true
	}
	return previous, false
}

// LoadOrStore returns the value stored for key if there is one, and stores
// the given value otherwise. loaded tells which.
func (m *Map[K, V]) LoadOrStore(key K, value V) (actual V, loaded bool) {
	if v, ok := m.Load(key); ok {
		return v, true
	}
	s, h := m.lock(key)
	_, old := s.table.Load().find(h, key)
	if old == nil {
		s.insert(h, &mapEntry[K, V]{key, value})
	}
	s.mu.Unlock()
	if old != nil {
		return old.value, true
	}
	return value, false
}

// LoadAndDelete deletes the value for key and returns it, if there was one.
func (m *Map[K, V]) LoadAndDelete(key K) (value V, loaded bool) {
	if _, ok := m.Load(key); !ok {
		return value, false
	}
	s, h := m.lock(key)
	place, old := s.table.Load().find(h, key)
	if old != nil {
		s.remove(place)
	}
	s.mu.Unlock()
	if old != nil {
		return old.value, true
	}
	return value, false
}

// Delete deletes the value for key, if there is one.
func (m *Map[K, V]) Delete(key K) {
	m.LoadAndDelete(key)
}

// CompareAndSwap sets the value for key to new if it is old. It panics if V
// or the dynamic type of the values is not comparable.
func (m *Map[K, V]) CompareAndSwap(key K, old, new V) (swapped bool) {
	if _, ok := m.Load(key); !ok {
		return false
	}
	s, h := m.lock(key)
	defer s.mu.Unlock()
	place, e := s.table.Load().find(h, key)
	if e == nil || any(e.value) != any(old) {
		return false
	}
	place.store(&mapEntry[K, V]{key, new})
	return true
}

// CompareAndDelete deletes the value for key if it is old. It panics if V or
// the dynamic type of the values is not comparable.
func (m *Map[K, V]) CompareAndDelete(key K, old V) (deleted bool) {
	if _, ok := m.Load(key); !ok {
		return false
	}
	s, h := m.lock(key)
	defer s.mu.Unlock()
	place, e := s.table.Load().find(h, key)
	if e == nil || any(e.value) != any(old) {
		return false
	}
	s.remove(place)
	return true
}

// Compute calls f with the value for key, and whether there is one, and
// stores the value that f returns or, if keep is false, deletes the old one.
// It returns what is stored for key then. Nobody else changes the key
// meanwhile; f runs with a lock held and must not use the Map.
func (m *Map[K, V]) Compute(key K, f func(old V, loaded bool) (new V, keep bool)) (actual V, ok bool) {
	s, h := m.lock(key)
	defer s.mu.Unlock()
	place, e := s.table.Load().find(h, key)
	var old V
	if e != nil {
		old = e.value
	}
	value, keep := f(old, e != nil)
	switch {
	case keep && e != nil:
		place.store(&mapEntry[K, V]{key, value})
	case keep:
		s.insert(h, &mapEntry[K, V]{key, value})
	case e != nil:
		s.remove(place)
	}
	if !keep {
		return actual, false
	}
	return value, true
}

// lock locks the shard of key and returns it with the key's hash.
func (m *Map[K, V]) lock(key K) (*mapShard[K, V], uint64) {
	for {
		st := m.state.Load()
		if st == nil {
			m.state.CompareAndSwap(nil, newMapState[K, V]())
			continue
		}
		h := st.hasher.hash(key)
		s := &st.shards[shardOf(h)]
		s.mu.Lock()
		if m.state.Load() == st {
			return s, h
		}
		s.mu.Unlock() // cleared
	}
}
