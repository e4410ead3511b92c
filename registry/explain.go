package registry

import "fmt"

// explain says why h, which Lookup refused, is no good. Its answer is about
// the moment of the call.
func (d *directory) explain(h Handle) string {
	switch {
	case h == 0:
		return "the handle is zero"
	case h.stamp()&^tagMask != issuedStamp:
		return fmt.Sprintf("%#x is not a handle", uintptr(h))
	case d == nil:
		return fmt.Sprintf("handle %#x was never issued by this registry", uintptr(h))
	}
	return fmt.Sprintf("handle %#x %s", uintptr(h), d.fate(h))
}

// fate says what became of h as far as the place and the generation tell.
func (d *directory) fate(h Handle) string {
	const (
		foreign = "belongs to another registry"
		never   = "was never issued by this registry"
		deleted = "was deleted"
	)
	if h.stamp() != d.stamp {
		return foreign
	}
	if h.slot() >= uint(d.table.limits.slots) || h.gen() < d.table.numbers.first {
		return never
	}
	next, unused := d.table.numbers.unused(uint32(h.chunk()))
	if c, s := d.find(h); c != nil {
		next = c.nextGeneration(s)
	} else if !unused {
		return foreign // 32-bit platforms: the chunk is another table's
	}
	if h.gen() >= next {
		return never
	}
	return deleted
}

// nextGeneration returns the generation that slot s of c will be issued with
// next.
func (c *chunk) nextGeneration(s *slot) uintptr {
	if last := s.handle.Load() >> genShift & genMask; last != 0 {
		return last + 1
	}
	return c.first // not used since the chunk was made
}
