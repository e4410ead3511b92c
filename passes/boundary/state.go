package boundary

import (
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A state is what is known at one point of a function.
type state struct {
	// contents of memory. What is not here has not been allocated on the
	// way to this point, or nothing is known of it.
	contents map[*Memory]value
	pins     map[pin]bool
	deferred []deferredCall
	wordSize int64
}

// A pin is one Go object held by one runtime.Pinner.
type pin struct {
	pinned *Memory
	pinner atom
}

// A deferredCall is a call to be made when the function returns, with its
// operands as they were when the defer statement ran.
type deferredCall struct {
	instr *ssa.Defer
	args  []value
	fn    value
}

func newState(wordSize int64) *state {
	return &state{contents: make(map[*Memory]value), pins: make(map[pin]bool), wordSize: wordSize}
}

func (s *state) clone() *state {
	return &state{maps.Clone(s.contents), maps.Clone(s.pins), slices.Clone(s.deferred), s.wordSize}
}

// same reports whether the states say the same.
func (s *state) same(t *state) bool {
	return maps.EqualFunc(s.contents, t.contents, same) && maps.Equal(s.pins, t.pins) &&
		slices.EqualFunc(s.deferred, t.deferred, func(d, e deferredCall) bool { return d.instr == e.instr })
}

// join makes s what holds when the program comes from s or from t. When loop
// is true, t comes from the end of a loop at whose head s is.
func (s *state) join(t *state, loop bool) {
	s.joinPins(t, loop)
	for m, v := range t.contents {
		if old, ok := s.contents[m]; ok {
			if same(old, v) {
				continue
			}
			v = old.join(v)
		}
		s.contents[m] = v
	}
	for _, d := range t.deferred {
		if !slices.ContainsFunc(s.deferred, func(e deferredCall) bool { return e.instr == d.instr }) {
			s.deferred = append(s.deferred, d)
		}
	}
}

// joinPins keeps the pins that hold on both ways. What one of them has not
// allocated yet cannot be unpinned there; and a loop that pins what it goes
// over is taken to have run.
func (s *state) joinPins(t *state, loop bool) {
	for p := range s.pins {
		if !t.pins[p] && t.knows(p.pinned) {
			delete(s.pins, p)
		}
	}
	for p := range t.pins {
		if loop || !s.knows(p.pinned) {
			s.pins[p] = true
		}
	}
}

func (s *state) knows(m *Memory) bool {
	_, ok := s.contents[m]
	return ok
}

// pinned reports whether the memory is pinned. For the run time a global
// variable is (runtime.isPinned).
func (s *state) pinned(m *Memory) bool {
	if m.Global {
		return true
	}
	for p := range s.pins {
		if p.pinned == m {
			return true
		}
	}
	return false
}

// load returns what may be in the size bytes that a points to.
func (s *state) load(a atom, size int64) value {
	v, ok := s.contents[a.mem]
	if !ok {
		v = a.mem.initial()
	}
	return v.part(slot{a.off, a.step}, size)
}

// initial is what memory holds of which nothing was seen to be stored.
func (m *Memory) initial() value {
	if m.Origin == Go && !m.Global && m.param == nil {
		return zero
	}
	return nothing
}

// store puts v, of size bytes, where a points. When weak, it may be somewhere
// else instead.
func (s *state) store(a atom, v value, size int64, weak bool) {
	m, ok := s.contents[a.mem]
	if !ok {
		m = a.mem.initial()
	}
	at := slot{a.off, a.step}
	placed := v.placed(at)
	weak = weak || a.step != 0
	if !weak {
		m = m.without(a.off, size, placed)
		if v.unknown != m.unknown {
			m = m.filled(a.off, size, s.wordSize, v.unknown)
		}
	} else if v.unknown {
		m = value{m.words, true}
	}
	for _, t := range (value{words: placed}).sorted() {
		m = m.with(t, placed[t], weak)
	}
	s.contents[a.mem] = m
}

// forget makes unknown what is in the size bytes that a points to; all that
// follows when size is -1.
func (s *state) forget(a atom, size int64) {
	s.store(a, nothing, size, false)
}

// filled makes the size bytes at off say what the rest of a value that is
// stored there says, when the rest of the memory says another thing. For more
// than a few words the whole memory becomes unknown.
func (v value) filled(off, size, wordSize int64, unknown bool) value {
	const few = 32
	if size < 0 || size > few*wordSize {
		return value{v.words, v.unknown || unknown}
	}
	w := value{words: maps.Clone(v.words), unknown: v.unknown}
	if w.words == nil {
		w.words = make(map[slot]atoms)
	}
	for i := off; i < off+size; i += wordSize {
		w.words[slot{i, 0}] = value{unknown: unknown}.rest()
	}
	return w
}

// without forgets the words of the size bytes at off, but for those that are
// about to be placed there. When size is -1 that is all from off on.
func (v value) without(off, size int64, placed map[slot]atoms) value {
	w := value{words: maps.Clone(v.words), unknown: v.unknown}
	for s := range v.words {
		if s.off < off || size >= 0 && (s.step != 0 || s.off >= off+size) {
			continue
		}
		if _, ok := placed[s]; !ok {
			delete(w.words, s)
		}
	}
	return w
}
