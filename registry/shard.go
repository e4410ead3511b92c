package registry

import (
	"sync"
	"unsafe"
)

// A shard is a part of a table that one goroutine at a time takes slots from.
// Its mutex guards everything in it and, but for the tallies, in its chunks.
type shard struct {
	mu      sync.Mutex
	table   *table
	current *chunk // attached, or nil
	head    *chunk // the queue of detached chunks worth attaching again
	tail    *chunk

	_ [128 - unsafe.Sizeof(sync.Mutex{}) - 4*unsafe.Sizeof(uintptr(0))]byte // own cache lines
}

// lock locks a shard that nobody else holds, if there is one, starting from
// the one that the goroutine got last time. Goroutines are told apart by the
// address of their stack, the cheapest sign of "which goroutine" that Go has.
// One that finds its shard held stays with the one it gets instead, so that
// goroutines that register at the same time soon have a shard each.
func (t *table) lock() *shard {
	var here byte
	page := uint32(uintptr(unsafe.Pointer(&here)) >> 12)
	favorite := &t.favorites[page*0x9e3779b1>>(32-favoriteBits)] // Fibonacci hashing
	first := favorite.Load()
	mask := uint32(len(t.shards) - 1)
	for i := range uint32(len(t.shards)) {
		if s := &t.shards[(first+i)&mask]; s.mu.TryLock() {
			if i != 0 {
				favorite.Store(first + i)
			}
			return s
		}
	}
	s := &t.shards[first&mask]
	s.mu.Lock()
	return s
}

// reserve takes a free slot and makes the handle it is to be published under.
// The slot is nil if there is none left.
func (s *shard) reserve() (Handle, *slot) {
	t := s.table
	for {
		c := s.current
		if c == nil {
			if c = s.next(); c == nil {
				return 0, nil
			}
			s.current = c
		}
		if i, gen, ok := c.take(&t.limits); ok {
			return makeHandle(t.stamp, gen, c.number, i), &c.slots[i]
		}
		if !c.detach(&t.limits) {
			c.attach() // slots came back meanwhile
			continue
		}
		s.current = nil
		s.settle(c)
	}
}

// reserveAnywhere is reserve for the time when a shard is used up and no chunk
// can be added to it: it takes what any other shard has, or panics.
func (t *table) reserveAnywhere() (Handle, *slot) {
	for i := range t.shards {
		s := &t.shards[i]
		s.mu.Lock()
		h, slot := s.reserve()
		s.mu.Unlock()
		if slot != nil {
			return h, slot
		}
	}
	panic("registry: out of handles: too many values are registered")
}

// next returns a chunk to attach: the one queued longest, or a new one, or
// nil if the table is at its limit.
func (s *shard) next() *chunk {
	c := s.head
	if c == nil {
		return s.table.newChunk(s)
	}
	s.unqueue(c)
	c.attach()
	return c
}

// Deletes call settle for a detached chunk at two counts of its slots that
// are not live: when it becomes worth attaching again, and when it is empty.
func (lim *limits) settles(t tally) bool {
	return t.detached() && (t.count() == lim.queueAt() || t.count() == lim.slots)
}

// queueAt is an eighth of a chunk: few enough that little memory lies idle,
// enough that a lock taken per so many deletes does not show.
func (lim *limits) queueAt() uint32 { return max(lim.slots/8, 1) }

// settle queues or drops c, whichever its tally asks for by now.
func (s *shard) settle(c *chunk) {
	t := tally(c.tally.Load())
	if !t.detached() || c.dropped {
		return
	}
	lim := &s.table.limits
	switch {
	case t.count() == lim.slots:
		if c.queued {
			s.unqueue(c)
		}
		c.dropped = true
		s.table.dropChunk(c)
	case t.count() >= lim.queueAt() && t.count() > c.retired && !c.queued:
		s.enqueue(c)
	}
}

func (s *shard) enqueue(c *chunk) {
	c.queued = true
	c.prev, c.next = s.tail, nil
	if s.tail == nil {
		s.head = c
	} else {
		s.tail.next = c
	}
	s.tail = c
}

func (s *shard) unqueue(c *chunk) {
	if c.prev == nil {
		s.head = c.next
	} else {
		c.prev.next = c.next
	}
	if c.next == nil {
		s.tail = c.prev
	} else {
		c.next.prev = c.prev
	}
	c.prev, c.next, c.queued = nil, nil, false
}
