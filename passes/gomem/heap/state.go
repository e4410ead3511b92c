package heap

import (
	"maps"

	"github.com/cgolint/cgolint/internal/cowmap"
)

// A State is what memory holds at one point of a program.
type State struct {
	// Contents of memory. A memory that is not here has not been allocated
	// on the way to this point, or nothing is known of it.
	Contents cowmap.Map[*Memory, Value]
	Pins     cowmap.Map[Pin, bool]
	// Absent is memory that a pointer was seen not to lead to, because it is
	// nil: so whether the memory is pinned does not matter.
	Absent   cowmap.Map[*Memory, bool]
	wordSize int64
}

// A Pin is one Go object held by one runtime.Pinner.
type Pin struct {
	Object *Memory
	By     Atom
}

// NewState returns the state in which nothing is known; a pointer has wordSize
// bytes.
func NewState(wordSize int64) *State { return &State{wordSize: wordSize} }

// Clone returns a copy that can be changed.
func (s *State) Clone() *State {
	return &State{s.Contents.Clone(), s.Pins.Clone(), s.Absent.Clone(), s.wordSize}
}

// Same reports whether the states say the same.
func (s *State) Same(t *State) bool {
	return (s.Contents.Is(t.Contents) || maps.EqualFunc(s.Contents.Entries(), t.Contents.Entries(), Value.Same)) &&
		maps.Equal(s.Pins.Entries(), t.Pins.Entries()) && maps.Equal(s.Absent.Entries(), t.Absent.Entries())
}

// Join makes s what holds when the program comes from s or from t. When loop
// is true, t comes from the end of a loop at whose head s is.
func (s *State) Join(t *State, loop bool) {
	s.joinPins(t, loop)
	for m := range s.Absent.Entries() {
		if !t.Absent.Has(m) && t.Knows(m) {
			s.Absent.Delete(m)
		}
	}
	if s.Contents.Is(t.Contents) {
		return
	}
	for m, v := range t.Contents.Entries() {
		if old, ok := s.Contents.Lookup(m); ok {
			if old.Same(v) {
				continue
			}
			v = old.Join(v)
		}
		s.Contents.Set(m, v)
	}
}

// joinPins keeps the pins that hold on both ways. What one of them has not
// allocated yet cannot be unpinned there; and a loop that pins what it goes
// over is taken to have run.
func (s *State) joinPins(t *State, loop bool) {
	for p := range s.Pins.Entries() {
		if !t.Pins.Has(p) && t.needsPin(p.Object) {
			s.Pins.Delete(p)
		}
	}
	for p := range t.Pins.Entries() {
		if loop || !s.needsPin(p.Object) {
			s.Pins.Set(p, true)
		}
	}
}

// needsPin reports whether it matters here whether m is pinned.
func (s *State) needsPin(m *Memory) bool { return s.Knows(m) && !s.Absent.Has(m) }

// Knows reports whether something is known of the contents of m.
func (s *State) Knows(m *Memory) bool { return s.Contents.Has(m) }

// Pinned reports whether the memory is pinned. For the run time a global
// variable is (runtime.isPinned).
func (s *State) Pinned(m *Memory) bool {
	if m.Global {
		return true
	}
	for p := range s.Pins.Entries() {
		if p.Object == m {
			return true
		}
	}
	return false
}

// Inside returns what is known of all of m.
func (s *State) Inside(m *Memory) Value {
	if v, ok := s.Contents.Lookup(m); ok {
		return v
	}
	return m.initial()
}

// Load returns what may be in the size bytes that a points to.
func (s *State) Load(a Atom, size int64) Value {
	return s.Inside(a.Mem).Part(Slot{a.Off, a.Step}, size)
}

// Follow follows the pointers at the offsets, starting from v.
func (s *State) Follow(v Value, offsets []int64) Atoms {
	at := v.First()
	for _, off := range offsets {
		var next Atoms
		for _, a := range at {
			if a.Kind == Pointer {
				next = next.Union(s.Load(a.Plus(off), s.wordSize).First())
			}
		}
		at = next
	}
	return at
}

// Store puts v, of size bytes, where a points. When weak, it may be somewhere
// else instead.
func (s *State) Store(a Atom, v Value, size int64, weak bool) {
	m := s.Inside(a.Mem)
	at := Slot{a.Off, a.Step}
	placed := v.placed(at)
	weak = weak || a.Step != 0
	if !weak {
		m = m.without(a.Off, size, placed)
		if v.Unknown != m.Unknown {
			m = m.filled(a.Off, size, s.wordSize, v.Unknown)
		}
	} else if v.Unknown {
		m = Value{m.Words, true}
	}
	for _, c := range placed.Words {
		m = m.With(c.Slot, c.Atoms, weak)
	}
	s.Contents.Set(a.Mem, m)
}

// Forget makes unknown what is in the size bytes that a points to; all that
// follows when size is -1.
func (s *State) Forget(a Atom, size int64) {
	s.Store(a, Top, size, false)
}
