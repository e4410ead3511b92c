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
	edge    int32 // the next one to look at here
	values  []pathValue
	outs    []pathValue
	objects []objectState
	errno   bool
	freed   uint64
	locks   []string
}

// An exitState is how a way ends.
type exitState struct {
	result  pathValue
	returns bool // it has a result
	pathState
}

// known reports whether a state was seen before at its place. Variables that
// do not matter any more are forgotten first.
func (w *walk) known(s *pathState) bool {
	h := digest(14695981039346656037)
	h.add(uint64(s.at)<<32 | uint64(s.edge))
	nothing := pathValue{signs: anySign}
	for v := range s.values {
		switch {
		case w.last[v] < s.at:
			s.values[v] = nothing
		case s.values[v] != nothing:
			h.add(uint64(v))
			h.value(&s.values[v])
		}
	}
	for i := range s.outs {
		h.value(&s.outs[i])
	}
	for i, o := range s.objects {
		h.add(uint64(i)<<8 | uint64(o))
	}
	h.add(s.freed)
	if s.errno {
		h.add(1)
	}
	for _, l := range s.locks {
		h.add(uint64(w.field(l)))
	}
	key := uint64(h)
	if w.seen[key] {
		return true
	}
	w.seen[key] = true
	return false
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
