package heap

import (
	"maps"
	"reflect"
	"slices"
)

// A Slot is where in a value or memory a word is: at Off bytes, or, when Step
// is not 0, at Off plus any multiple of Step.
type Slot struct{ Off, Step int64 }

// covers reports whether s and t may be the same word.
func (s Slot) covers(t Slot) bool {
	switch {
	case s.Step == 0 && t.Step == 0:
		return s.Off == t.Off
	case s.Step == 0:
		return s.Off >= t.Off && (s.Off-t.Off)%t.Step == 0
	case t.Step == 0:
		return t.covers(s)
	}
	return (s.Off-t.Off)%gcd(s.Step, t.Step) == 0
}

// A Value is what is known of the words of a value or a piece of memory that
// may hold pointers. It is never changed in place.
type Value struct {
	Words   map[Slot]Atoms
	Unknown bool // the other words may hold anything; else they hold zero
}

// The ends of the lattice of values that hold no known pointer.
var (
	Zero = Value{}              // nil and numbers only
	Top  = Value{Unknown: true} // anything
)

// Word returns the value of a pointer, a string or a slice: one word that
// matters, at the start.
func Word(s Atoms) Value { return Value{Words: map[Slot]Atoms{{}: s}} }

// At returns what the word at s may hold.
func (v Value) At(s Slot) Atoms {
	if exact, ok := v.Words[s]; ok && s.Step == 0 && !v.strided() {
		return exact
	}
	var result Atoms
	exact := false
	for _, t := range v.Slots() {
		if s.covers(t) {
			result = result.Union(v.Words[t])
			exact = exact || t == s && s.Step == 0
		}
	}
	if !exact {
		result = result.Union(v.rest())
	}
	return result
}

func (v Value) strided() bool {
	for s := range v.Words {
		if s.Step != 0 {
			return true
		}
	}
	return false
}

// Has reports whether the word at s is known.
func (v Value) Has(s Slot) bool {
	_, ok := v.Words[s]
	return ok
}

// First returns the word at the start.
func (v Value) First() Atoms { return v.At(Slot{}) }

// rest returns what the words that are not listed hold.
func (v Value) rest() Atoms {
	if v.Unknown {
		return anyAtoms
	}
	return nullAtoms
}

// Slots returns the slots that are known, in order.
func (v Value) Slots() []Slot {
	all := make([]Slot, 0, len(v.Words))
	for s := range v.Words {
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b Slot) int {
		if a.Off != b.Off {
			return int(a.Off - b.Off)
		}
		return int(a.Step - b.Step)
	})
	return all
}

// maxWords bounds how much is known of one piece of memory.
const maxWords = 256

// With returns v with s at the slot; what was there before stays possible
// when weak.
func (v Value) With(at Slot, s Atoms, weak bool) Value {
	old, ok := v.Words[at]
	if !ok && len(v.Words) >= maxWords {
		return Value{Words: v.Words, Unknown: true}
	}
	if weak || at.Step != 0 {
		if !ok && at.Step == 0 {
			old = v.At(at)
		}
		s = old.Union(s)
		if len(s) == len(old) && ok {
			return v
		}
	}
	words := make(map[Slot]Atoms, len(v.Words)+1)
	for t, a := range v.Words {
		words[t] = a
	}
	words[at] = s
	return Value{words, v.Unknown}
}

// Part returns the size bytes of v from s on as a value of their own.
func (v Value) Part(s Slot, size int64) Value {
	if s == (Slot{}) && size < 0 {
		return v
	}
	p := Value{Unknown: v.Unknown}
	for t, a := range v.Words {
		off, step := t.Off-s.Off, t.Step
		switch {
		case s.Step != 0: // one element, any of them
			off, step = mod(off, gcd(s.Step, t.Step)), 0
			a = a.Union(v.rest())
		case step != 0 && size >= 0 && step >= size:
			off, step = mod(off, step), 0
		case step != 0 && off < 0:
			off = mod(off, step)
		}
		if off >= 0 && (size < 0 || off < size) {
			p.add(Slot{off, step}, a)
		}
	}
	return p.completed(v, s)
}

// completed adds to the words of a part, cut from whole at s, what strided
// words of the whole leave open: the word may have been written or not.
func (p Value) completed(whole Value, s Slot) Value {
	for t, a := range p.Words {
		if t.Step == 0 {
			if _, exact := whole.Words[Slot{t.Off + s.Off, 0}]; !exact {
				p.Words[t] = a.Union(whole.rest())
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

// add is With in place, for a value that is being made.
func (v *Value) add(at Slot, s Atoms) {
	if v.Words == nil {
		v.Words = make(map[Slot]Atoms)
	}
	v.Words[at] = v.Words[at].Union(s)
}

// Join returns what holds for either value.
func (v Value) Join(w Value) Value {
	if v.Same(w) {
		return v
	}
	j := Value{Unknown: v.Unknown || w.Unknown}
	for s, a := range v.Words {
		b, ok := w.Words[s]
		if !ok && s.Step == 0 {
			b = w.At(s)
		}
		j.add(s, a.Union(b))
	}
	for s, b := range w.Words {
		if _, ok := v.Words[s]; !ok {
			if s.Step == 0 {
				b = v.At(s).Union(b)
			}
			j.add(s, b)
		}
	}
	return j
}

// Same reports whether the values say the same.
func (v Value) Same(w Value) bool {
	if v.Unknown != w.Unknown || len(v.Words) != len(w.Words) {
		return false
	}
	if shared(v, w) {
		return true
	}
	for s, a := range v.Words {
		b, ok := w.Words[s]
		if !ok || len(a) != len(b) {
			return false
		}
		for _, x := range a {
			if !b.Has(x) {
				return false
			}
		}
	}
	return true
}

// shared reports whether the values have the same words because they are the
// same map: most of the memory is as it was on both ways to a block.
func shared(v, w Value) bool {
	return reflect.ValueOf(v.Words).UnsafePointer() == reflect.ValueOf(w.Words).UnsafePointer()
}

// placed returns the words of v moved to the slot where v is stored.
func (v Value) placed(at Slot) map[Slot]Atoms {
	words := make(map[Slot]Atoms, len(v.Words))
	for s, a := range v.Words {
		words[Slot{at.Off + s.Off, gcd(at.Step, s.Step)}] = a
	}
	return words
}

// filled makes the size bytes at off say what the rest of a value that is
// stored there says, when the rest of the memory says another thing. For more
// than a few words the whole memory becomes unknown.
func (v Value) filled(off, size, wordSize int64, unknown bool) Value {
	const few = 32
	if size < 0 || size > few*wordSize {
		return Value{v.Words, v.Unknown || unknown}
	}
	w := Value{Words: maps.Clone(v.Words), Unknown: v.Unknown}
	if w.Words == nil {
		w.Words = make(map[Slot]Atoms)
	}
	for i := off; i < off+size; i += wordSize {
		w.Words[Slot{i, 0}] = Value{Unknown: unknown}.rest()
	}
	return w
}

// without forgets the words of the size bytes at off, but for those that are
// about to be placed there. When size is -1 that is all from off on.
func (v Value) without(off, size int64, placed map[Slot]Atoms) Value {
	w := Value{Words: maps.Clone(v.Words), Unknown: v.Unknown}
	for s := range v.Words {
		if s.Off < off || size >= 0 && (s.Step != 0 || s.Off >= off+size) {
			continue
		}
		if _, ok := placed[s]; !ok {
			delete(w.Words, s)
		}
	}
	return w
}
