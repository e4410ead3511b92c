package cflow

import "math/bits"

// A set is a set of small numbers. Most are below 64, and take no memory of
// their own.
type set struct {
	low  uint64   // the members below 64
	high []uint64 // the others
}

func (s set) has(i int) bool {
	if i < 64 {
		return s.low&(1<<i) != 0
	}
	word := i>>6 - 1
	return word < len(s.high) && s.high[word]&(1<<(i&63)) != 0
}

// add adds i and reports whether it was new.
func (s *set) add(i int) bool {
	word := &s.low
	if i >= 64 {
		s.grow(i >> 6)
		word = &s.high[i>>6-1]
	}
	old := *word
	*word |= 1 << (i & 63)
	return old != *word
}

func (s *set) grow(words int) {
	for len(s.high) < words {
		s.high = append(s.high, 0)
	}
}

// union adds the members of t and reports whether there were new ones.
func (s *set) union(t set) bool {
	changed := s.low|t.low != s.low
	s.low |= t.low
	if len(t.high) == 0 {
		return changed
	}
	s.grow(len(t.high))
	for i, w := range t.high {
		if old := s.high[i]; old|w != old {
			s.high[i] = old | w
			changed = true
		}
	}
	return changed
}

func (s set) empty() bool {
	if s.low != 0 {
		return false
	}
	for _, w := range s.high {
		if w != 0 {
			return false
		}
	}
	return true
}

// each calls f with each member, in order.
func (s set) each(f func(int)) {
	for w := s.low; w != 0; w &= w - 1 {
		f(bits.TrailingZeros64(w))
	}
	for i, w := range s.high {
		for ; w != 0; w &= w - 1 {
			f((i+1)<<6 + bits.TrailingZeros64(w))
		}
	}
}

// without returns the members that are not in t.
func (s set) without(t set) set {
	r := s.clone()
	r.low &^= t.low
	for i := range min(len(r.high), len(t.high)) {
		r.high[i] &^= t.high[i]
	}
	return r
}

func (s set) clone() set { return set{s.low, append([]uint64(nil), s.high...)} }
