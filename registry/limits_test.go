package registry

import (
	"runtime"
	"testing"
)

// countChunks returns how many chunks r's directory holds.
func countChunks[V any](r *Registry[V]) int {
	n := 0
	for i := range r.dir.Load().chunks {
		if r.dir.Load().chunks[i].Load() != nil {
			n++
		}
	}
	return n
}

func registerPanic(r *Registry[int]) (msg any) {
	defer func() { msg = recover() }()
	r.Register(0)
	return nil
}

func TestOutOfHandles(t *testing.T) {
	r := newSmall[int](limits{slots: 4, chunks: 3, generations: 9}, 1)
	var hs []Handle
	for i := range 12 {
		hs = append(hs, r.Register(i))
	}
	for range 2 { // the panic leaves the registry in order
		if msg := registerPanic(r); msg != "registry: out of handles: too many values are registered" {
			t.Fatalf("13th Register panics with %v", msg)
		}
	}
	r.Delete(hs[5])
	h := r.Register(99)
	if r.Value(h) != 99 || r.Len() != 12 {
		t.Errorf("after a Delete: Value %d, Len %d", r.Value(h), r.Len())
	}
}

// TestOtherShardsHelpOut fills one shard when there are no more chunks: the
// slots that the other has left must be found.
func TestOtherShardsHelpOut(t *testing.T) {
	r := newSmall[int](limits{slots: 4, chunks: 2, generations: 9}, 2)
	shards := r.dir.Load().table.shards
	for i := range shards { // a value in each shard
		shards[i].mu.Lock()
		r.Register(i)
		shards[i].mu.Unlock()
	}
	for i := range 6 {
		r.Register(i)
	}
	if n := r.Len(); n != 8 {
		t.Errorf("Len = %d, want 8", n)
	}
	if msg := registerPanic(r); msg == nil {
		t.Error("the ninth value found a slot")
	}
}

// TestEveryHandleOnce uses up all generations of all slots: every handle that
// there is comes up once, and none again before that.
func TestEveryHandleOnce(t *testing.T) {
	lim := limits{slots: 4, chunks: 3, generations: 5}
	r := newSmall[int](lim, 1)
	all := int(lim.slots) * int(lim.chunks) * int(lim.generations)
	seen := map[Handle]bool{}
	for i := range all {
		h := r.Register(i)
		if seen[h] {
			t.Fatalf("handle %#x came up again after %d of %d", h, i, all)
		}
		seen[h] = true
		if v, ok := r.Delete(h); !ok || v != i {
			t.Fatalf("Delete(%#x) = %d, %t", h, v, ok)
		}
		if v, ok := r.Lookup(h); ok {
			t.Fatalf("found the deleted handle %#x: %d", h, v)
		}
	}
	again := r.Register(7)
	if !seen[again] || r.Value(again) != 7 {
		t.Errorf("after all others Register issues %#x", again)
	}
	if n := countChunks(r); n != 1 {
		t.Errorf("%d chunks are kept for one value", n)
	}
}

// TestRetiredSlotsDoNotHideLiveOnes lets slots retire around a value that
// stays: it must survive, and the chunk must go when it goes.
func TestRetiredSlotsDoNotHideLiveOnes(t *testing.T) {
	r := newSmall[int](limits{slots: 4, chunks: 100, generations: 3}, 1)
	keep := r.Register(42)
	for i := range 100 {
		r.Delete(r.Register(i))
	}
	if v, ok := r.Lookup(keep); !ok || v != 42 {
		t.Fatalf("Lookup = %d, %t", v, ok)
	}
	if n := r.Len(); n != 1 {
		t.Errorf("Len = %d, want 1", n)
	}
	before := countChunks(r)
	r.Delete(keep)
	if after := countChunks(r); after != before-1 {
		t.Errorf("%d chunks with the last value of a retired chunk, %d without", before, after)
	}
}

// TestLayoutGenerationsWrap takes one real slot to the end of its 24 (or 11)
// bits: the handle after the last generation must be another slot's.
func TestLayoutGenerationsWrap(t *testing.T) {
	lim := layoutLimits
	lim.slots, lim.chunks = 1, 2
	r := new(Registry[int])
	r.open(lim, &numbers{first: genMask - 1}, 1)
	var hs []Handle
	for i := range 4 {
		h := r.Register(i)
		hs = append(hs, h)
		r.Delete(h)
	}
	for i, want := range []struct {
		chunk uint
		gen   uintptr
	}{{0, genMask - 1}, {0, genMask}, {1, genMask - 1}, {1, genMask}} {
		if hs[i].chunk() != want.chunk || hs[i].gen() != want.gen || hs[i].slot() != 0 {
			t.Errorf("handle %d is %#x: chunk %d, generation %d", i, hs[i], hs[i].chunk(), hs[i].gen())
		}
	}
}

// TestRegistriesDiffer opens as many registries as there are tags: their
// first handles differ in more than the generation, by the tag or, on 32-bit
// platforms, by the chunk number.
func TestRegistriesDiffer(t *testing.T) {
	seen := map[Handle]bool{}
	for range 256 {
		var r Registry[int]
		h := r.Register(0)
		seen[h&^(genMask<<genShift)] = true
	}
	if len(seen) != 256 {
		t.Errorf("256 registries have %d different handles", len(seen))
	}
}

// TestFreedSlotsAreReused holds a working set steady through much churn: the
// table must not grow with the number of registrations.
func TestFreedSlotsAreReused(t *testing.T) {
	r := newSmall[int](limits{slots: 64, chunks: 1 << 10, generations: genMask}, 2)
	var live []Handle
	for i := range 100000 {
		live = append(live, r.Register(i))
		if len(live) > 1000 {
			j := i * 7919 % len(live)
			r.Delete(live[j])
			live[j] = live[len(live)-1]
			live = live[:len(live)-1]
		}
	}
	// At most an eighth of each chunk waits to be reused, plus one chunk a shard.
	if n, most := countChunks(r), 1000*8/7/64+3; n > most {
		t.Errorf("1000 values take %d chunks of 64, want at most %d", n, most)
	}
}

// TestShortLivedRegistries opens and forgets more registries than there are
// chunk numbers on a 32-bit platform.
func TestShortLivedRegistries(t *testing.T) {
	for i := range 10_000 {
		var r Registry[int]
		if h := r.Register(i); r.Value(h) != i {
			t.Fatalf("registry %d: Value = %d", i, r.Value(h))
		}
		if i%1000 == 0 {
			runtime.GC()
		}
	}
}
