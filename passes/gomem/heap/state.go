package heap

import "maps"

// A State is what memory holds at one point of a program.
type State struct {
	// Contents of memory. A memory that is not here has not been allocated
	// on the way to this point, or nothing is known of it.
	Contents map[*Memory]Value
	Pins     map[Pin]bool
	// Absent is memory that a pointer was seen not to lead to, because it is
	// nil: so whether the memory is pinned does not matter.
	Absent   map[*Memory]bool
	wordSize int64
}

// A Pin is one Go object held by one runtime.Pinner.
type Pin struct {
	Object *Memory
	By     Atom
}

// NewState returns the state in which nothing is known; a pointer has wordSize
// bytes.
func NewState(wordSize int64) *State {
	return &State{Contents: make(map[*Memory]Value), Pins: make(map[Pin]bool), Absent: make(map[*Memory]bool), wordSize: wordSize}
}

// EmptyState returns a state in which nothing is known, to be read only.
func EmptyState(wordSize int64) *State { return &State{wordSize: wordSize} }

// Clone returns a copy that can be changed.
func (s *State) Clone() *State {
	return &State{maps.Clone(s.Contents), maps.Clone(s.Pins), maps.Clone(s.Absent), s.wordSize}
}

// Same reports whether the states say the same.
func (s *State) Same(t *State) bool {
	return maps.EqualFunc(s.Contents, t.Contents, Value.Same) && maps.Equal(s.Pins, t.Pins) && maps.Equal(s.Absent, t.Absent)
}

// Join makes s what holds when the program comes from s or from t. When loop
// is true, t comes from the end of a loop at whose head s is.
func (s *State) Join(t *State, loop bool) {
	s.joinPins(t, loop)
	for m := range s.Absent {
		if !t.Absent[m] && t.Knows(m) {
			delete(s.Absent, m)
		}
	}
	for m, v := range t.Contents {
		if old, ok := s.Contents[m]; ok {
			if old.Same(v) {
				continue
			}
			v = old.Join(v)
		}
		s.Contents[m] = v
	}
}

// joinPins keeps the pins that hold on both ways. What one of them has not
// allocated yet cannot be unpinned there; and a loop that pins what it goes
// over is taken to have run.
func (s *State) joinPins(t *State, loop bool) {
	for p := range s.Pins {
		if !t.Pins[p] && t.needsPin(p.Object) {
			delete(s.Pins, p)
		}
	}
	for p := range t.Pins {
		if loop || !s.needsPin(p.Object) {
			s.Pins[p] = true
		}
	}
}

// needsPin reports whether it matters here whether m is pinned.
func (s *State) needsPin(m *Memory) bool { return s.Knows(m) && !s.Absent[m] }

// Knows reports whether something is known of the contents of m.
func (s *State) Knows(m *Memory) bool {
	_, ok := s.Contents[m]
	return ok
}

// Pinned reports whether the memory is pinned. For the run time a global
// variable is (runtime.isPinned).
func (s *State) Pinned(m *Memory) bool {
	if m.Global {
		return true
	}
	for p := range s.Pins {
		if p.Object == m {
			return true
		}
	}
	return false
}

// Inside returns what is known of all of m.
func (s *State) Inside(m *Memory) Value {
	if v, ok := s.Contents[m]; ok {
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
	s.Contents[a.Mem] = m
}

// Forget makes unknown what is in the size bytes that a points to; all that
// follows when size is -1.
func (s *State) Forget(a Atom, size int64) {
	s.Store(a, Top, size, false)
}
