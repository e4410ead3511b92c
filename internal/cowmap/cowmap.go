// Package cowmap has maps whose copies share what they hold until one of them
// changes. A flow analysis copies its state wherever paths part, and most of the
// copies are read only.
package cowmap

import "maps"

// A Map is a map that is cheap to copy by [Map.Clone]; an assignment makes no
// copy. The zero Map is empty and ready to use. It must not be used by several
// goroutines, but to be read.
type Map[K comparable, V any] struct{ *shared[K, V] }

type shared[K comparable, V any] struct {
	entries map[K]V
	owners  int // how many maps may hold it: some may be gone
}

// Clone returns a copy.
func (m Map[K, V]) Clone() Map[K, V] {
	if m.shared != nil {
		m.owners++
	}
	return m
}

// Entries returns what the map holds, to be read only: what a change of the map
// makes of it is not said. A loop over it may delete.
func (m Map[K, V]) Entries() map[K]V {
	if m.shared == nil {
		return nil
	}
	return m.entries
}

// Get returns the value of a key, or the zero value.
func (m Map[K, V]) Get(key K) V { return m.Entries()[key] }

// Lookup returns the value of a key, and whether there is one.
func (m Map[K, V]) Lookup(key K) (V, bool) {
	v, ok := m.Entries()[key]
	return v, ok
}

// Has reports whether the map has a key.
func (m Map[K, V]) Has(key K) bool {
	_, ok := m.Entries()[key]
	return ok
}

// Is reports whether the maps hold the same because one is a copy of the other,
// without a look at what that is.
func (m Map[K, V]) Is(other Map[K, V]) bool { return m.shared == other.shared }

// Set gives a key a value.
func (m *Map[K, V]) Set(key K, value V) {
	m.own()
	m.entries[key] = value
}

// Delete deletes a key, if it is there.
func (m *Map[K, V]) Delete(key K) {
	if m.Has(key) {
		m.own()
		delete(m.entries, key)
	}
}

// own makes the map the only owner of what it holds.
func (m *Map[K, V]) own() {
	switch {
	case m.shared == nil:
		m.shared = &shared[K, V]{make(map[K]V), 1}
	case m.owners > 1:
		m.owners--
		m.shared = &shared[K, V]{maps.Clone(m.entries), 1}
	}
}
