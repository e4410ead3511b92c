package registry

import (
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
)

func TestMapGivesMemoryBack(t *testing.T) {
	const n = 300_000
	var m Map[int, int]
	start := heapAlloc()
	for i := range n {
		m.Store(i, i)
	}
	full := heapAlloc() - start
	for i := range n {
		m.Delete(i)
	}
	left := int64(heapAlloc()) - int64(start)
	if left > 64<<10 {
		t.Errorf("%d bytes are left of %d", left, full)
	}
	t.Logf("%.1f bytes an entry, %d left after deletion", float64(full)/n, left)
	runtime.KeepAlive(&m)
}

// TestMapTombstones deletes and stores new keys in turn: the table must
// neither grow nor fill up with tombstones.
func TestMapTombstones(t *testing.T) {
	var m Map[int, int]
	for i := range 200_000 {
		m.Store(i, i)
		m.Delete(i - 1000)
	}
	groups := 0
	for i := range m.state.Load().tables {
		groups += len(m.state.Load().tables[i].Load().groups)
	}
	if m.Len() != 1000 || groups > mapShards*16 {
		t.Errorf("%d entries are kept in %d groups", m.Len(), groups)
	}
}

// TestMapStress has 8 goroutines count in a few keys by every way there is to
// write: no increment may get lost.
func TestMapStress(t *testing.T) {
	const keys, rounds = 20, 5000
	var m Map[int, int]
	var want [keys]atomic.Int64
	var wg sync.WaitGroup
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			rng := rand.New(rand.NewPCG(uint64(w), 9))
			for i := range rounds {
				k := rng.IntN(keys)
				want[k].Add(1)
				increment(&m, k, i)
				m.Store(1000+w*rounds+i, i) // others' entries, so that tables change
				if i%2 == 0 {
					m.Delete(1000 + w*rounds + i)
				}
				if i%1000 == 0 {
					seen := map[int]bool{}
					for k := range m.All() {
						if seen[k] {
							t.Errorf("All visits %d twice", k)
						}
						seen[k] = true
					}
				}
			}
		}()
	}
	wg.Wait()
	for k := range keys {
		if v, _ := m.Load(k); int64(v) != want[k].Load() {
			t.Errorf("key %d was counted to %d, want %d", k, v, want[k].Load())
		}
	}
	if n := m.Len(); n != keys+workers*rounds/2 {
		t.Errorf("Len = %d, want %d", n, keys+workers*rounds/2)
	}
}

func increment(m *Map[int, int], k, how int) {
	if how%2 == 0 {
		m.Compute(k, func(old int, _ bool) (int, bool) { return old + 1, true })
		return
	}
	for {
		old, loaded := m.LoadOrStore(k, 1)
		if !loaded || m.CompareAndSwap(k, old, old+1) {
			return
		}
	}
}

// TestMapClear clears while others store: each finds what it stored last, or
// nothing.
func TestMapClear(t *testing.T) {
	var m Map[int, int]
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range 300 {
				m.Store(w, i)
				if v, ok := m.Load(w); ok && v != i {
					t.Errorf("Load(%d) = %d, want %d or nothing", w, v, i)
				}
				if w == 0 {
					m.Clear()
				}
			}
		}()
	}
	wg.Wait()
	m.Clear()
	if n := m.Len(); n != 0 {
		t.Errorf("Len after Clear = %d", n)
	}
}
