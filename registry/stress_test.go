package registry

import (
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
)

const workers = 8

// item is registered under the handle it holds, once that is known.
type item struct {
	owner, number int
	deletes       atomic.Int32
}

// TestStress has 8 goroutines register, look up and delete each other's
// values. Small chunks make them fill, queue, empty and retire all the time.
func TestStress(t *testing.T) {
	for name, lim := range map[string]limits{
		"layout":   layoutLimits,
		"small":    {slots: 8, chunks: 1 << chunkBits, generations: genMask},
		"retiring": {slots: 8, chunks: 1 << chunkBits, generations: 8},
	} {
		for _, shards := range []int{1, 4} {
			t.Run(name, func(t *testing.T) { stress(t, newSmall[*item](lim, shards)) })
		}
	}
}

func stress(t *testing.T, r *Registry[*item]) {
	var shared [256]atomic.Uintptr // handles for all to see
	var live atomic.Int64
	var wg sync.WaitGroup
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			rng := rand.New(rand.NewPCG(uint64(w), 3))
			for i := range 20_000 {
				place := &shared[rng.IntN(len(shared))]
				switch h := Handle(place.Load()); rng.IntN(4) {
				case 0, 1:
					x := &item{owner: w, number: i}
					h := r.Register(x)
					live.Add(1)
					if got, ok := r.Lookup(h); !ok || got != x {
						t.Errorf("Lookup of a new handle = %v, %t", got, ok)
					}
					if old := Handle(place.Swap(uintptr(h))); old != 0 {
						drop(t, r, old, &live)
					}
				case 2:
					r.Lookup(h)
				case 3:
					drop(t, r, h, &live)
				}
				if i%5000 == 0 {
					r.Len()
					for h, x := range r.All() {
						if x == nil {
							t.Errorf("All yields %#x without a value", h)
						}
					}
				}
				if i%64 == 0 {
					runtime.Gosched()
				}
			}
		}()
	}
	wg.Wait()
	if got := int64(r.Len()); got != live.Load() {
		t.Errorf("Len = %d, want %d", got, live.Load())
	}
	for h := range r.All() {
		drop(t, r, h, &live)
	}
	if r.Len() != 0 || live.Load() != 0 {
		t.Errorf("Len = %d, %d registered but not deleted", r.Len(), live.Load())
	}
	if n, shards := countChunks(r), len(r.dir.Load().table.shards); n > shards {
		t.Errorf("%d chunks are left for %d shards", n, shards)
	}
}

// drop deletes h, which others may delete too: each item goes once.
func drop(t *testing.T, r *Registry[*item], h Handle, live *atomic.Int64) {
	x, ok := r.Delete(h)
	if !ok {
		return
	}
	live.Add(-1)
	if n := x.deletes.Add(1); n != 1 {
		t.Errorf("%#x was deleted %d times", h, n)
	}
}

// TestOneDeleteWins lets 8 goroutines delete the same handles.
func TestOneDeleteWins(t *testing.T) {
	var r Registry[int]
	const n = 2000
	var hs [n]Handle
	for i := range hs {
		hs[i] = r.Register(i)
	}
	var wins [n]atomic.Int32
	var wg sync.WaitGroup
	for range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i, h := range hs {
				if v, ok := r.Delete(h); ok && v == i {
					wins[i].Add(1)
				}
			}
		}()
	}
	wg.Wait()
	for i := range wins {
		if n := wins[i].Load(); n != 1 {
			t.Errorf("value %d was deleted %d times", i, n)
		}
	}
}

// TestGuessedHandle looks for handles before they are issued: whoever guesses
// the next generation gets its value or nothing, never the one before.
func TestGuessedHandle(t *testing.T) {
	r := newSmall[int](limits{slots: 1, chunks: 1, generations: genMask}, 1)
	var next atomic.Uintptr
	first := r.Register(1)
	next.Store(uintptr(first) + 1<<genShift)
	var wg sync.WaitGroup
	var done atomic.Bool
	for range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for !done.Load() {
				h := Handle(next.Load())
				if v, ok := r.Lookup(h); ok && v != int(h.gen()) {
					t.Errorf("Lookup of generation %d = %d", h.gen(), v)
				}
			}
		}()
	}
	h := first
	for i := range 2000 {
		r.Delete(h)
		h = r.Register(i + 2)
		next.Store(uintptr(h) + 1<<genShift)
	}
	done.Store(true)
	wg.Wait()
	if h.gen() != 2001 {
		t.Errorf("generation %d after 2001 registrations", h.gen())
	}
}
