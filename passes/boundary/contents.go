package boundary

import (
	"reflect"
	"slices"
)

// A slot is where in a value or memory a word is: at off, or, when step is
// not 0, at off plus any multiple of step.
type slot struct{ off, step int64 }

// covers reports whether s and t may be the same word.
func (s slot) covers(t slot) bool {
	switch {
	case s.step == 0 && t.step == 0:
		return s.off == t.off
	case s.step == 0:
		return s.off >= t.off && (s.off-t.off)%t.step == 0
	case t.step == 0:
		return t.covers(s)
	}
	return (s.off-t.off)%gcd(s.step, t.step) == 0
}

// A value is what is known of the words of a value or a piece of memory that
// may hold pointers. It is never changed in place.
type value struct {
	words   map[slot]atoms
	unknown bool // the other words may hold anything; else they hold zero
}

var (
	zero    = value{}
	nothing = value{unknown: true} // is known
)

// word returns the value of a pointer, a string or a slice: one word that
// matters, at the start.
func word(s atoms) value { return value{words: map[slot]atoms{{}: s}} }

// at returns what the word at s may hold.
func (v value) at(s slot) atoms {
	if exact, ok := v.words[s]; ok && s.step == 0 && !v.strided() {
		return exact
	}
	var result atoms
	exact := false
	for _, t := range v.sorted() {
		if s.covers(t) {
			result = result.union(v.words[t])
			exact = exact || t == s && s.step == 0
		}
	}
	if !exact {
		result = result.union(v.rest())
	}
	return result
}

func (v value) strided() bool {
	for s := range v.words {
		if s.step != 0 {
			return true
		}
	}
	return false
}

// first returns the word at the start.
func (v value) first() atoms { return v.at(slot{}) }

// rest returns what the words hold that are not listed.
func (v value) rest() atoms {
	if v.unknown {
		return anyAtoms
	}
	return nullAtoms
}

// sorted returns the slots that are known, in order.
func (v value) sorted() []slot {
	all := make([]slot, 0, len(v.words))
	for s := range v.words {
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b slot) int {
		if a.off != b.off {
			return int(a.off - b.off)
		}
		return int(a.step - b.step)
	})
	return all
}

// maxWords bounds how much is known of one piece of memory.
const maxWords = 256

// with returns v with s at the slot; what was there before stays possible
// when weak.
func (v value) with(at slot, s atoms, weak bool) value {
	old, ok := v.words[at]
	if !ok && len(v.words) >= maxWords {
		return value{words: v.words, unknown: true}
	}
	if weak || at.step != 0 {
		if !ok && at.step == 0 {
			old = v.at(at)
		}
		s = old.union(s)
		if len(s) == len(old) && ok {
			return v
		}
	}
	words := make(map[slot]atoms, len(v.words)+1)
	for t, a := range v.words {
		words[t] = a
	}
	words[at] = s
	return value{words, v.unknown}
}

// part returns the size bytes of v from s on as a value of their own.
func (v value) part(s slot, size int64) value {
	if s == (slot{}) && size < 0 {
		return v
	}
	p := value{unknown: v.unknown}
	for t, a := range v.words {
		off, step := t.off-s.off, t.step
		switch {
		case s.step != 0: // one element, any of them
			off, step = mod(off, gcd(s.step, t.step)), 0
			a = a.union(v.rest())
		case step != 0 && size >= 0 && step >= size:
			off, step = mod(off, step), 0
		case step != 0 && off < 0:
			off = mod(off, step)
		}
		if off >= 0 && (size < 0 || off < size) {
			p.add(slot{off, step}, a)
		}
	}
	return p.completed(v, s)
}

// completed adds to the words of a part, cut from whole at s, what strided
// words of the whole leave open: the word may have been written or not.
func (p value) completed(whole value, s slot) value {
	for t, a := range p.words {
		if t.step == 0 {
			if _, exact := whole.words[slot{t.off + s.off, 0}]; !exact {
				p.words[t] = a.union(whole.rest())
			}
		}
	}
	return p
}

func mod(a, b int64) int64 {
	if b == 0 {
		return a
	}
	return (a%b + b) % b
}

// add is with in place, for a value that is being made.
func (v *value) add(at slot, s atoms) {
	if v.words == nil {
		v.words = make(map[slot]atoms)
	}
	v.words[at] = v.words[at].union(s)
}

// join returns what holds of either value.
func (v value) join(w value) value {
	if same(v, w) {
		return v
	}
	j := value{unknown: v.unknown || w.unknown}
	for s, a := range v.words {
		b, ok := w.words[s]
		if !ok && s.step == 0 {
			b = w.at(s)
		}
		j.add(s, a.union(b))
	}
	for s, b := range w.words {
		if _, ok := v.words[s]; !ok {
			if s.step == 0 {
				b = v.at(s).union(b)
			}
			j.add(s, b)
		}
	}
	return j
}

// same reports whether the values say the same.
func same(v, w value) bool {
	if v.unknown != w.unknown || len(v.words) != len(w.words) {
		return false
	}
	if shared(v, w) {
		return true
	}
	for s, a := range v.words {
		b, ok := w.words[s]
		if !ok || len(a) != len(b) {
			return false
		}
		for _, x := range a {
			if !b.has(x) {
				return false
			}
		}
	}
	return true
}

// shared reports whether the values have the same words because they are the
// same map: most of the memory is as it was on both ways to a block.
func shared(v, w value) bool {
	return reflect.ValueOf(v.words).UnsafePointer() == reflect.ValueOf(w.words).UnsafePointer()
}

// placed returns the words of v moved to the slot where v is stored.
func (v value) placed(at slot) map[slot]atoms {
	words := make(map[slot]atoms, len(v.words))
	for s, a := range v.words {
		words[slot{at.off + s.off, gcd(at.step, s.step)}] = a
	}
	return words
}
