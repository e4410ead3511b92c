package registry

import (
	"math/rand/v2"
	"testing"
)

const million = 1_000_000

// TestForgedHandles asks for a million numbers that nobody issued, many of
// them near live handles.
func TestForgedHandles(t *testing.T) {
	var r Registry[int]
	live := map[Handle]bool{}
	var hs []Handle
	for i := range 10_000 {
		h := r.Register(i)
		live[h], hs = true, append(hs, h)
		if i%3 == 0 {
			r.Delete(h)
			live[h] = false
		}
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range million {
		h := Handle(rng.Uint64())
		switch i % 4 {
		case 0: // one bit wrong
			h = hs[rng.IntN(len(hs))] ^ 1<<rng.IntN(tagShift+tagBits+1)
		case 1: // the word that a free slot holds
			c, _ := r.dir.Load().find(hs[i%len(hs)])
			h = Handle(c.slots[rng.IntN(chunkSlots)].handle.Load())
		case 2: // right above the place, random in the place
			const place = 1<<genShift - 1
			h = hs[0]&^place | h&place
		}
		if live[h] {
			continue
		}
		if v, ok := r.Lookup(h); ok {
			t.Fatalf("Lookup of the forged %#x finds %d", h, v)
		}
		if v, ok := r.Delete(h); ok {
			t.Fatalf("Delete of the forged %#x finds %d", h, v)
		}
	}
	if n := r.Len(); n != 10_000-3334 {
		t.Errorf("Len = %d", n)
	}
}

// TestStaleHandles keeps a million deleted handles and offers them again
// after their slots were reused.
func TestStaleHandles(t *testing.T) {
	if tagBits == 0 {
		t.Log("32-bit platforms have a million handles in all: the same in tenths")
	}
	n := million
	if tagBits == 0 {
		n /= 10
	}
	var r Registry[*int]
	x := new(int)
	stale := make([]Handle, n)
	for i := range stale {
		stale[i] = r.Register(x)
		if i%2 == 0 {
			r.Delete(stale[i])
		}
	}
	for i := 1; i < n; i += 2 {
		r.Delete(stale[i])
	}
	for range n / 4 {
		r.Register(x)
	}
	for _, h := range stale {
		if _, ok := r.Lookup(h); ok {
			t.Fatalf("found the deleted %#x", h)
		}
		if _, ok := r.Delete(h); ok {
			t.Fatalf("deleted %#x again", h)
		}
	}
	if got := r.Len(); got != n/4 {
		t.Errorf("Len = %d, want %d", got, n/4)
	}
	for h := range r.All() {
		r.Delete(h)
	}
}

// TestForeignHandles offers the handles of 300 registries, more than there
// are tags, to one that went through the same calls.
func TestForeignHandles(t *testing.T) {
	const values = 3400 / 4
	fill := func(r *Registry[int]) (hs []Handle) {
		for i := range values {
			hs = append(hs, r.Register(i))
		}
		return hs
	}
	var r Registry[int]
	fill(&r)
	accepted, offered := 0, 0
	for range 300 {
		var other Registry[int]
		for _, h := range fill(&other) {
			offered++
			if _, ok := r.Lookup(h); ok {
				accepted++
			}
			other.Delete(h)
		}
	}
	// One in 2^22 may pass: same tag, same random generation.
	if offered < 250_000 || accepted > 1700 {
		t.Errorf("%d of %d foreign handles were accepted", accepted, offered)
	}
	if tagBits == 0 && accepted > 0 {
		t.Errorf("%d foreign handles were accepted although the numbers are shared", accepted)
	}
	for h := range r.All() {
		r.Delete(h)
	}
}
