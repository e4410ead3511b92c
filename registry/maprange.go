package registry

import (
	"iter"
)

// Clear deletes everything at once. It waits for all writes under way.
func (m *Map[K, V]) Clear() {
	st := m.state.Load()
	if st == nil {
		return
	}
	for i := range st.shards {
		st.shards[i].mu.Lock()
	}
	m.state.CompareAndSwap(st, nil)
	for i := range st.shards {
		st.shards[i].mu.Unlock()
	}
}

// Len returns the number of entries. Those that are stored or deleted during
// the call may or may not be counted.
func (m *Map[K, V]) Len() int {
	st := m.state.Load()
	if st == nil {
		return 0
	}
	n := 0
	for i := range st.shards {
		s := &st.shards[i]
		s.mu.Lock()
		n += s.live
		s.mu.Unlock()
	}
	return n
}

// All returns an iterator over the entries, in no particular order. No key
// is visited twice; an entry that is stored, changed or deleted during the
// loop is visited as it was at one moment of the loop, or not at all if it was
// not there. The loop may use the Map. Each shard's entries are copied when
// the loop comes to it.
func (m *Map[K, V]) All() iter.Seq2[K, V] {
	return m.Range
}

// Range calls f for each entry until f returns false. See [Map.All].
func (m *Map[K, V]) Range(f func(key K, value V) bool) {
	st := m.state.Load()
	if st == nil {
		return
	}
	var entries []*mapEntry[K, V]
	for i := range st.shards {
		entries = st.shards[i].appendEntries(entries[:0])
		for _, e := range entries {
			if !f(e.key, e.value) {
				return
			}
		}
	}
}
