package cflow

import (
	"slices"

	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cir"
)

// A newObject is memory that a call allocates.
type newObject struct {
	at      int32 // the call
	param   int   // through which it is handed out, or -1 for the result
	freedBy []string
	cond    summary.ResultCond
	step    summary.Step
}

// objectState says what became of a new object on a way.
type objectState uint8

const (
	notMade objectState = iota
	owned
	freedObject
	keptObject // it is, or may be, somewhere else too
)

// A pathState is what is known at one place of a way.
type pathState struct {
	at      int32
	edge    int32       // the next one to look at here
	values  []pathValue // by slot
	outs    []pathValue // by parameter
	objects [maxObjects]objectState
	made    int // how many of the objects there are so far
	errno   bool
	freed   uint64
	held    []string // locks
}

// An exitState is how a way ends.
type exitState struct {
	result  pathValue
	returns bool // it has a result
	pathState
}

// known reports whether a state was seen before at its place.
func (w *walk) known(s *pathState) bool {
	h := digest(14695981039346656037)
	h.add(uint64(s.at)<<32 | uint64(s.edge))
	nothing := pathValue{signs: anySign}
	for slot := range s.values {
		v := &s.values[slot]
		if *v == nothing {
			continue
		}
		h.add(uint64(slot))
		h.value(v)
	}
	for i := range s.outs {
		h.value(&s.outs[i])
	}
	for i, o := range s.objects[:s.made] {
		h.add(uint64(i)<<8 | uint64(o))
	}
	h.add(s.freed)
	if s.errno {
		h.add(1)
	}
	for _, l := range s.held {
		h.add(uint64(w.field(l)))
	}
	return !w.seen.add(uint64(h))
}

// A walkMemory is the memory that the walks of a program use one after another.
type walkMemory struct {
	seen  hashes        // of states
	free  [][]pathValue // of states of the current walk that are done
	slabs [][]pathValue // of which states take theirs
	slab  int           // the one at hand
	used  int           // how much of it
	todo  []pathState
}

// walkMemory returns the memory for a walk.
func (p *program) walkMemory() *walkMemory {
	if p.memory == nil {
		p.memory = new(walkMemory)
	}
	m := p.memory
	m.seen.clear()
	m.free, m.slab, m.used = m.free[:0], 0, 0
	return m
}

// slabSize is enough for any one state.
const slabSize = 4 * maxWalkCode

// take returns memory for the values of a state.
func (m *walkMemory) take(values, outs int) []pathValue {
	if n := len(m.free); n > 0 {
		got := m.free[n-1]
		m.free = m.free[:n-1]
		return got
	}
	n := values + outs
	if m.slab < len(m.slabs) && m.used+n > slabSize {
		m.slab, m.used = m.slab+1, 0
	}
	if m.slab == len(m.slabs) {
		m.slabs = append(m.slabs, make([]pathValue, slabSize))
	}
	m.used += n
	return m.slabs[m.slab][m.used-n : m.used : m.used]
}

// drop gives the memory of a state back.
func (m *walkMemory) drop(s *pathState) {
	m.free = append(m.free, s.values[:cap(s.values)])
}

// A digest is a hash of a state, by FNV-1a on words.
type digest uint64

func (h *digest) add(word uint64) { *h = (*h ^ digest(word)) * 1099511628211 }

func (h *digest) value(v *pathValue) {
	h.add(uint64(v.kind) | uint64(v.signs)<<8 | uint64(uint32(v.n))<<16)
	h.add(uint64(v.num))
	h.add(uint64(v.field))
}

// field returns the number of a text.
func (w *walk) field(text string) int32 {
	i := slices.Index(w.fields, text)
	if i < 0 {
		i = len(w.fields)
		w.fields = append(w.fields, text)
	}
	return int32(i)
}

func (w *walk) exit(s *pathState, result cir.Value) {
	e := exitState{pathState: *s}
	if result != cir.None {
		e.result, e.returns = w.value(s, result), true
	}
	if w.exits = append(w.exits, e); len(w.exits) > maxExits {
		w.failed = true
	}
}

// hashes are a set of hashes, an open table that is used again and again.
type hashes struct {
	table []uint64 // 0 is an empty place; its length is a power of two
	taken []int32  // places that are not empty
}

// add adds a hash and reports whether it was new.
func (s *hashes) add(h uint64) bool {
	if 2*len(s.taken) >= len(s.table) {
		s.grow()
	}
	h |= 1
	mask := uint64(len(s.table) - 1)
	i := h >> 32 & mask
	for ; s.table[i] != 0; i = (i + 1) & mask {
		if s.table[i] == h {
			return false
		}
	}
	s.table[i] = h
	s.taken = append(s.taken, int32(i))
	return true
}

func (s *hashes) grow() {
	old := *s
	*s = hashes{make([]uint64, max(64, 2*len(old.table))), make([]int32, 0, len(old.table))}
	for _, i := range old.taken {
		s.add(old.table[i])
	}
}

func (s *hashes) clear() {
	for _, i := range s.taken {
		s.table[i] = 0
	}
	s.taken = s.taken[:0]
}
