package cflow

import "math/bits"

// A set is a set of small numbers.
type set []uint64

func (s set) has(i int) bool { return i>>6 < len(s) && s[i>>6]&(1<<(i&63)) != 0 }

// add adds i and reports whether it was new.
func (s *set) add(i int) bool {
	for len(*s) <= i>>6 {
		*s = append(*s, 0)
	}
	old := (*s)[i>>6]
	(*s)[i>>6] |= 1 << (i & 63)
	return old != (*s)[i>>6]
}

// union adds the members of t and reports whether there were new ones.
func (s *set) union(t set) bool {
	changed := false
	for len(*s) < len(t) {
		*s = append(*s, 0)
	}
	for i, w := range t {
		if old := (*s)[i]; old|w != old {
			(*s)[i] = old | w
			changed = true
		}
	}
	return changed
}

func (s set) empty() bool {
	for _, w := range s {
		if w != 0 {
			return false
		}
	}
	return true
}

// each calls f with each member, in order.
func (s set) each(f func(int)) {
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			f(i<<6 + bits.TrailingZeros64(w))
		}
	}
}

// without returns the members that are not in t.
func (s set) without(t set) set {
	r := s.clone()
	for i := range min(len(r), len(t)) {
		r[i] &^= t[i]
	}
	return r
}

func (s set) clone() set { return append(set(nil), s...) }
