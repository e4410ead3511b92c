package registry

import (
	"sync/atomic"
	"unsafe"
)

// A slot holds one value. Its handle word is in one of three states:
//
//	never used   0, but for slot 0, where 0 would be found by the zero handle
//	live         the issued handle: value is what Lookup of it returns
//	free         a freeWord
//
// Invariants, on which the lock-free readers rest:
//
//   - value is stored before the handle that makes the slot live, and changed
//     only after the handle word has left that state;
//   - a handle is stored into a slot's word once: its generation is higher
//     than any that the word, or a dropped chunk of the same number, has seen;
//   - no word but an issued handle names the slot that it is in, so whatever
//     number is looked up, it equals the word of its slot only if it is live.
//
// So if the word is h before and after value is loaded, that value is h's.
type slot struct {
	handle atomic.Uintptr
	value  unsafe.Pointer // atomic; the registered pointer itself, or its box
}

// neverUsed is the first word of slot 0. It names slot 1.
const neverUsed = 1 << slotShift

// freeWord is the word of a slot that was live under h. Its issued bit is
// clear, the generation is h's, the slot number another's, and in place of the
// chunk number is the number of the next free slot plus one, or zero.
func freeWord(h Handle, link uint32) uintptr {
	const kept = genMask<<genShift | slotMask<<slotShift
	return uintptr(h)&kept ^ 1<<slotShift | uintptr(link)
}

// freeLink returns the link of a freeWord.
func freeLink(word uintptr) uint32 { return uint32(word & chunkMask) }

// load returns the slot's value if the slot is live under h.
func (s *slot) load(h Handle) (unsafe.Pointer, bool) {
	if s.handle.Load() != uintptr(h) {
		return nil, false
	}
	p := atomic.LoadPointer(&s.value)
	return p, s.handle.Load() == uintptr(h) // not deleted, nor deleted and reused, meanwhile
}

// publish makes a slot that its caller reserved live under h.
func (s *slot) publish(h Handle, p unsafe.Pointer) {
	atomic.StorePointer(&s.value, p)
	s.handle.Store(uintptr(h))
}

// A tally is the word through which slots come back to their chunk without a
// lock. It packs the link of the first freed slot (bits 0-15), a count (bits
// 16-30) and whether the chunk is detached from its shard (bit 31).
//
// While the chunk is attached, the count is that of the freed slots. While it
// is detached, it is that of all slots that are not live, that is, freed or
// retired: the chunk is empty when it reaches limits.slots.
type tally uint32

const (
	tallyOne      tally = 1 << 16
	tallyDetached tally = 1 << 31
)

func (t tally) link() uint32   { return uint32(t & 0xffff) }
func (t tally) count() uint32  { return uint32(t >> 16 & 0x7fff) }
func (t tally) detached() bool { return t&tallyDetached != 0 }

// with returns the tally after slot i was freed in front of t.link().
func (t tally) with(i uint32) tally {
	return t&^0xffff + tallyOne | tally(i+1)
}
