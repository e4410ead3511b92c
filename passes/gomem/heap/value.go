package heap

import "slices"

// A Cell is one word of a value or of memory.
type Cell struct {
	Slot  Slot
	Atoms Atoms
}

// A Value is what is known of the words of a value or a piece of memory that
// may hold pointers. It is never changed in place.
type Value struct {
	Words   []Cell // in order
	Unknown bool   // the other words may hold anything; else they hold zero
}

// The ends of the lattice of values that hold no known pointer.
var (
	Zero = Value{}              // nil and numbers only
	Top  = Value{Unknown: true} // anything
)

// Word returns the value of a pointer, a string or a slice: one word that
// matters, at the start.
func Word(s Atoms) Value { return Value{Words: []Cell{{Atoms: s}}} }

// find returns where in v.Words the word at s is, or would be.
func (v Value) find(s Slot) (int, bool) {
	return slices.BinarySearchFunc(v.Words, s, func(c Cell, s Slot) int { return c.Slot.compare(s) })
}

// Known returns what is known of the word at s, if it is.
func (v Value) Known(s Slot) (Atoms, bool) {
	if i, ok := v.find(s); ok {
		return v.Words[i].Atoms, true
	}
	return nil, false
}

// Has reports whether the word at s is known.
func (v Value) Has(s Slot) bool {
	_, ok := v.find(s)
	return ok
}

// At returns what the word at s may hold.
func (v Value) At(s Slot) Atoms {
	if exact, ok := v.Known(s); ok && s.Step == 0 && !v.strided() {
		return exact
	}
	var result Atoms
	exact := false
	for _, c := range v.Words {
		if s.covers(c.Slot) {
			result = result.Union(c.Atoms)
			exact = exact || c.Slot == s && s.Step == 0
		}
	}
	if !exact {
		result = result.Union(v.rest())
	}
	return result
}

func (v Value) strided() bool {
	return slices.ContainsFunc(v.Words, func(c Cell) bool { return c.Slot.Step != 0 })
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

// maxWords bounds how much is known of one piece of memory.
const maxWords = 256

// With returns v with s at the slot; what was there before stays possible
// when weak.
func (v Value) With(at Slot, s Atoms, weak bool) Value {
	old, ok := v.Known(at)
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
	w := v.copied()
	w.set(at, s)
	return w
}

// copied returns a copy of v that can be changed in place.
func (v Value) copied() Value {
	words := make([]Cell, len(v.Words), len(v.Words)+1)
	copy(words, v.Words)
	return Value{words, v.Unknown}
}

// set puts s at the slot in place, for a value that is being made.
func (v *Value) set(at Slot, s Atoms) {
	i, ok := v.find(at)
	if !ok {
		v.Words = slices.Insert(v.Words, i, Cell{Slot: at})
	}
	v.Words[i].Atoms = s
}

// add adds s to what is at the slot, in place.
func (v *Value) add(at Slot, s Atoms) {
	old, _ := v.Known(at)
	v.set(at, old.Union(s))
}

// Part returns the size bytes of v from s on as a value of their own.
func (v Value) Part(s Slot, size int64) Value {
	if s == (Slot{}) && size < 0 {
		return v
	}
	p := Value{Unknown: v.Unknown}
	for _, c := range v.Words {
		a, off, step := c.Atoms, c.Slot.Off-s.Off, c.Slot.Step
		switch {
		case s.Step != 0: // one element, any of them
			off, step = mod(off, gcd(s.Step, c.Slot.Step)), 0
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
func (v Value) completed(whole Value, s Slot) Value {
	for i, c := range v.Words {
		if c.Slot.Step == 0 && !whole.Has(Slot{Off: c.Slot.Off + s.Off}) {
			v.Words[i].Atoms = c.Atoms.Union(whole.rest())
		}
	}
	return v
}

// Join returns what holds for either value.
func (v Value) Join(w Value) Value {
	if v.Same(w) {
		return v
	}
	j := Value{Unknown: v.Unknown || w.Unknown}
	for _, c := range v.Words {
		b, ok := w.Known(c.Slot)
		if !ok && c.Slot.Step == 0 {
			b = w.At(c.Slot)
		}
		j.add(c.Slot, c.Atoms.Union(b))
	}
	for _, c := range w.Words {
		if v.Has(c.Slot) {
			continue
		}
		b := c.Atoms
		if c.Slot.Step == 0 {
			b = v.At(c.Slot).Union(b)
		}
		j.add(c.Slot, b)
	}
	return j
}

// Same reports whether the values say the same.
func (v Value) Same(w Value) bool {
	if v.Unknown != w.Unknown || len(v.Words) != len(w.Words) {
		return false
	}
	if len(v.Words) == 0 || &v.Words[0] == &w.Words[0] {
		return true // as most of the memory is on both ways to a block
	}
	for i, c := range v.Words {
		d := w.Words[i]
		if c.Slot != d.Slot || len(c.Atoms) != len(d.Atoms) {
			return false
		}
		for _, a := range c.Atoms {
			if !d.Atoms.Has(a) {
				return false
			}
		}
	}
	return true
}

// placed returns the words of v moved to the slot where v is stored.
func (v Value) placed(at Slot) Value {
	var w Value
	for _, c := range v.Words {
		w.set(Slot{at.Off + c.Slot.Off, gcd(at.Step, c.Slot.Step)}, c.Atoms)
	}
	return w
}

// filled makes the size bytes at off say what the rest of a value that is
// stored there says, when the rest of the memory says another thing. For more
// than a few words the whole memory becomes unknown.
func (v Value) filled(off, size, wordSize int64, unknown bool) Value {
	const few = 32
	if size < 0 || size > few*wordSize {
		return Value{v.Words, v.Unknown || unknown}
	}
	w := v.copied()
	for i := off; i < off+size; i += wordSize {
		w.set(Slot{Off: i}, Value{Unknown: unknown}.rest())
	}
	return w
}

// without forgets the words of the size bytes at off, but for those that are
// about to be placed there. When size is -1 that is all from off on.
func (v Value) without(off, size int64, placed Value) Value {
	w := Value{Unknown: v.Unknown}
	for _, c := range v.Words {
		inside := c.Slot.Off >= off && (size < 0 || c.Slot.Step == 0 && c.Slot.Off < off+size)
		if !inside || placed.Has(c.Slot) {
			w.Words = append(w.Words, c)
		}
	}
	return w
}
