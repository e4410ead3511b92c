package registry

import "fmt"

// explain says why h, which Lookup refused, is no good.
func (d *directory) explain(h Handle) string {
	switch {
	case h == 0:
		return "the handle is zero"
	case h.stamp()&^tagMask != issuedStamp:
		return fmt.Sprintf("%#x is not a handle", uintptr(h))
	case d == nil || d.neverIssued(h):
		return fmt.Sprintf("handle %#x was never issued by this registry", uintptr(h))
	case h.stamp() != d.stamp:
		return fmt.Sprintf("handle %#x belongs to another registry", uintptr(h))
	}
	return fmt.Sprintf("handle %#x was deleted", uintptr(h))
}

// neverIssued reports whether h has d's tag, but a place or a generation that
// d's table has not come to yet.
func (d *directory) neverIssued(h Handle) bool {
	if h.stamp() != d.stamp {
		return false
	}
	if int(h.slot()) >= int(d.table.limits.slots) {
		return true
	}
	c, s := d.find(h)
	if s == nil {
		return h.gen() < d.table.numbers.first || h.gen() >= d.table.numbers.firstFree(uint32(h.chunk()))
	}
	if h.gen() < d.table.numbers.first {
		return true
	}
	c.shard.mu.Lock()
	defer c.shard.mu.Unlock()
	word := s.handle.Load()
	if word == 0 { // not used since the chunk was made
		return h.gen() >= c.first
	}
	return h.gen() > word>>genShift&genMask
}
