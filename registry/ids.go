package registry

import "sync/atomic"

// IDs is a source of numbers that are unique within it. The zero IDs is ready
// to use. It must not be copied after first use.
//
// A plain [atomic.Uint64] is the better choice wherever it is fast enough: it
// is one line, and its numbers have no gaps. IDs is for programs in which
// many goroutines take numbers so often that they wait for each other's
// counter: such a goroutine takes its numbers from a [LocalIDs].
type IDs struct {
	last atomic.Uint64
}

// Next returns a number that was not returned before, never zero, and higher
// than all that Next returned before this call began. It takes as long as
// atomic.Uint64.Add. The numbers have gaps where a LocalIDs took a block.
func (s *IDs) Next() uint64 {
	return s.last.Add(1)
}

// Local returns a source of numbers for one goroutine.
func (s *IDs) Local() LocalIDs {
	return LocalIDs{source: s}
}

// idBlock is how many numbers a LocalIDs takes at once: enough that the
// shared counter does not show, few enough that 2^64 last for 2^54 blocks.
const idBlock = 1 << 10

// A LocalIDs is one goroutine's share of an [IDs]. It must not be used by two
// goroutines at once. What it has not given out when it is dropped is lost.
//
// There is no hidden sharing out by processor or goroutine in IDs.Next
// instead, because its numbers could not ascend then: a goroutine that moves
// to another shard unnoticed may get a lower number than before, unless all
// shards share a counter again, or a clock.
type LocalIDs struct {
	source    *IDs
	next, end uint64 // [next:end) is what is left of the block
}

// Next returns a number that the source did not return before, never zero,
// and higher than all that this LocalIDs returned before. Numbers of different
// LocalIDs are in no order.
func (l *LocalIDs) Next() uint64 {
	if l.next == l.end {
		l.refill()
	}
	id := l.next
	l.next++
	return id
}

func (l *LocalIDs) refill() {
	l.end = l.source.last.Add(idBlock) + 1
	l.next = l.end - idBlock
}
