package registry

import (
	"sync/atomic"
	"unsafe"
)

// A chunk is a fixed array of slots that belongs to one shard. It is
//
//	attached   the shard's current chunk: Register takes slots from it;
//	detached   full, or was when it was last looked at; and then also
//	queued     if enough slots came back that the shard may attach it again;
//	dropped    out of the directory: every slot came back while detached.
//
// Only tally and the slots are touched without the shard's lock.
type chunk struct {
	tally  atomic.Uint32
	number uint32
	shard  *shard

	local   uint32  // link of the first slot on the attached chunk's own free list
	idle    uint32  // slots on that list
	fresh   uint32  // slots [fresh:limits.slots] were never used
	retired uint32  // slots whose generations are used up
	first   uintptr // generation of a fresh slot
	last    uintptr // highest generation issued from this chunk

	prev, next *chunk // in the shard's queue
	queued     bool
	dropped    bool

	slots [chunkSlots]slot // so placed that no slot is on two cache lines
}

// take reserves a slot of an attached chunk and returns its generation.
func (c *chunk) take(lim *limits) (i uint32, gen uintptr, ok bool) {
	for c.local != 0 {
		i = c.local - 1
		word := c.slots[i].handle.Load()
		c.local = freeLink(word)
		c.idle--
		if gen = word>>genShift + 1; gen <= lim.generations {
			c.last = max(c.last, gen)
			return i, gen, true
		}
		c.retired++
	}
	if c.fresh < lim.slots {
		i = c.fresh
		c.fresh++
		c.last = max(c.last, c.first)
		return i, c.first, true
	}
	return 0, 0, false
}

// attach makes c its shard's current chunk, with all slots freed so far.
func (c *chunk) attach() {
	t := tally(c.tally.Swap(0))
	c.local, c.idle = t.link(), t.count()
	if t.detached() {
		c.idle -= c.retired
	}
}

// detach ends c's time as current chunk, unless enough slots were freed
// meanwhile to go on with it. c's own free list must be empty. To wait for
// that many spares the collecting, and wears the generations of all slots
// alike: a chunk's number is used up only after queueAt times limits.generations
// registrations at least.
func (c *chunk) detach(lim *limits) bool {
	for {
		t := tally(c.tally.Load())
		if t.count() >= lim.queueAt() {
			return false
		}
		if c.tally.CompareAndSwap(uint32(t), uint32(tallyDetached|t+tallyOne*tally(c.retired))) {
			return true
		}
	}
}

// live returns how many slots are reserved or live.
func (c *chunk) live() int {
	t := tally(c.tally.Load())
	n := int(c.fresh) - int(c.idle) - int(t.count())
	if !t.detached() {
		n -= int(c.retired)
	}
	return n
}

// remove frees slot s, number i of c, if it is live under h, and returns its
// value and the chunk's tally. Of several concurrent calls one succeeds.
func (c *chunk) remove(s *slot, i uint32, h Handle) (unsafe.Pointer, tally, bool) {
	t := tally(c.tally.Load())
	if !s.handle.CompareAndSwap(uintptr(h), freeWord(h, t.link())) {
		return nil, 0, false
	}
	// The slot is ours until the tally links it.
	p := atomic.LoadPointer(&s.value)
	atomic.StorePointer(&s.value, nil)
	for !c.tally.CompareAndSwap(uint32(t), uint32(t.with(i))) {
		t = tally(c.tally.Load())
		s.handle.Store(freeWord(h, t.link()))
	}
	return p, t.with(i), true
}
