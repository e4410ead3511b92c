package registry

import (
	"math/bits"
	"sync/atomic"
)

// A mapEntry is immutable, so that readers need no lock. A new value for a
// key is a new entry.
type mapEntry[K comparable, V any] struct {
	key   K
	value V
}

// A mapTable is an array of groups, a power of two of them, probed linearly
// from the group that the hash names. It never moves an entry: a table that
// is too full or too empty is replaced by one that is filled before it is
// shown.
type mapTable[K comparable, V any] struct {
	groups []mapGroup[K, V]
}

const groupSlots = 7

// A mapGroup is one cache line on 64-bit platforms: seven slots, and a word
// with a tag of each, so that other keys' entries are seldom looked at.
//
// Byte i of tags is slot i's: emptyTag, a tombstone, or 1 and seven bits of
// the hash. Byte 7 is a tombstone always. Invariants:
//
//   - what is in the map is decided by the entries alone: while a slot has an
//     entry its tag is there too, so a tag is stored before and cleared after;
//   - a group that was full once has no empty slot any more, so a reader that
//     meets an empty slot need not probe further.
type mapGroup[K comparable, V any] struct {
	tags    atomic.Uint64
	entries [groupSlots]atomic.Pointer[mapEntry[K, V]]
}

const (
	emptyTag  = 0x00
	tombstone = 0x01
	liveTag   = 0x80 // set in the tags of entries only

	lowBits   = 0x0101010101010101
	liveBits  = liveTag * lowBits
	emptyTags = tombstone << 56
)

func tagOf(h uint64) uint64 { return h&0x7f | liveTag }

// matching returns a word with the high bit of each byte set that is tag in
// tags. It may set others above one that is, which comparing keys sorts out.
func matching(tags, tag uint64) uint64 {
	x := tags ^ tag*lowBits
	return (x - lowBits) &^ x & liveBits
}

// slotOf returns the number of the slot that the lowest bit set in a word of
// bytes belongs to.
func slotOf(word uint64) int { return bits.TrailingZeros64(word) / 8 }

func newMapTable[K comparable, V any](groups int) *mapTable[K, V] {
	t := &mapTable[K, V]{groups: make([]mapGroup[K, V], groups)}
	for i := range t.groups {
		t.groups[i].tags.Store(emptyTags)
	}
	return t
}

// home returns the number of the group where the search for a hash begins,
// from other bits of the hash than the tag's and, in all but enormous tables,
// the shard's.
func (t *mapTable[K, V]) home(h uint64) uint64 { return h >> 7 }

// group returns the group numbered i, modulo their number.
func (t *mapTable[K, V]) group(i uint64) *mapGroup[K, V] {
	return &t.groups[i&uint64(len(t.groups)-1)]
}

// A mapPlace is a slot, or none if group is nil.
type mapPlace[K comparable, V any] struct {
	group *mapGroup[K, V]
	slot  int
}

// find returns the entry of key and its place, or nil. It is for the holder
// of the shard's lock; Load has the same loop.
func (t *mapTable[K, V]) find(h uint64, key K) (mapPlace[K, V], *mapEntry[K, V]) {
	for i := t.home(h); ; i++ {
		g := t.group(i)
		tags := g.tags.Load()
		for match := matching(tags, tagOf(h)); match != 0; match &= match - 1 {
			slot := slotOf(match)
			if e := g.entries[slot].Load(); e != nil && e.key == key {
				return mapPlace[K, V]{g, slot}, e
			}
		}
		if matching(tags, emptyTag) != 0 {
			return mapPlace[K, V]{}, nil
		}
	}
}

// store puts the entry e in a place in which another of its key is.
func (p mapPlace[K, V]) store(e *mapEntry[K, V]) {
	p.group.entries[p.slot].Store(e)
}

// clear takes the entry out of p and reports whether the slot is empty now,
// not a tombstone.
func (p mapPlace[K, V]) clear() (isEmpty bool) {
	tags := p.group.tags.Load()
	tag := uint64(tombstone)
	if matching(tags, emptyTag) != 0 {
		tag = emptyTag // nobody probed past this group
	}
	p.group.entries[p.slot].Store(nil)
	p.group.tags.Store(tags&^(0xff<<(8*p.slot)) | tag<<(8*p.slot))
	return tag == emptyTag
}

// The methods of a shard below are for the holder of its lock.

// insert adds the entry of a key that the shard does not have.
func (s *mapShard[K, V]) insert(h uint64, e *mapEntry[K, V]) {
	t := s.table.Load()
	if s.used+1 > len(t.groups)*groupSlots*3/4 {
		t = s.resize()
	}
	if t.insert(h, e) {
		s.used++
	}
	s.live++
}

// insert puts e in the first slot without entry and reports whether it was
// empty, that is, not a tombstone.
func (t *mapTable[K, V]) insert(h uint64, e *mapEntry[K, V]) (wasEmpty bool) {
	for i := t.home(h); ; i++ {
		g := t.group(i)
		tags := g.tags.Load()
		free := ^tags & liveBits &^ (liveTag << 56)
		if free == 0 {
			continue
		}
		slot := slotOf(free)
		old := tags >> (8 * slot) & 0xff
		g.tags.Store(tags&^(0xff<<(8*slot)) | tagOf(h)<<(8*slot))
		g.entries[slot].Store(e)
		return old == emptyTag
	}
}

// remove deletes the entry at p.
func (s *mapShard[K, V]) remove(p mapPlace[K, V]) {
	s.live--
	if p.clear() {
		s.used--
	}
	if t := s.table.Load(); len(t.groups) > 1 && s.live < len(t.groups)*groupSlots/8 {
		s.resize()
	}
}

// resize replaces the table by one without tombstones that is at most half
// full with one entry more, and returns it.
func (s *mapShard[K, V]) resize() *mapTable[K, V] {
	groups := 1
	for groups*groupSlots < 2*(s.live+1) {
		groups *= 2
	}
	t := newMapTable[K, V](groups)
	for _, e := range s.entries(nil) {
		t.insert(s.state.hasher.hash(e.key), e)
	}
	s.used = s.live
	s.table.Store(t)
	return t
}

// entries appends the shard's entries to list.
func (s *mapShard[K, V]) entries(list []*mapEntry[K, V]) []*mapEntry[K, V] {
	t := s.table.Load()
	for i := range t.groups {
		for j := range t.groups[i].entries {
			if e := t.groups[i].entries[j].Load(); e != nil {
				list = append(list, e)
			}
		}
	}
	return list
}

// appendEntries appends the shard's entries of this moment to list. The shard
// must not be locked.
func (s *mapShard[K, V]) appendEntries(list []*mapEntry[K, V]) []*mapEntry[K, V] {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.entries(list)
}
