package cflow

import (
	"slices"

	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cir"
)

// A walk follows the ways through a function, one by one, and notes how each
// ends: with which result, which new objects, what was stored through which
// parameter, and whether errno was set. A function with too many ways is given
// up, and nothing is known of it.
type walk struct {
	*collector
	*walkMemory
	slots
	exits   []exitState
	objects []newObject
	fields  []string // that values have by number
	steps   int
	failed  bool
	freedAt map[int32]freeing // by parameter: how it is freed on some way
	mayFree map[int32]freeing // by parameter: how a function may free it that it is passed to
	edges   []int32           // for each index of Code, the first of its edges
	locks   bool              // it takes locks, or releases them
	locked  map[int32]string  // by calls: the lock that is held on every way there, or ""
	loads   map[int32]origin  // by loads: where they load from
}

// bounds of a walk.
const (
	maxWalkCode  = 500
	maxWalkSteps = 2500
	maxExits     = 60
	maxObjects   = 12
)

// walkThrough follows the ways through a function. It returns nil when there
// are too many, or some are not known.
func (c *collector) walkThrough() *walk {
	if c.Irregular || len(c.Code) > maxWalkCode || len(c.Vars) > maxWalkCode {
		return nil
	}
	w := &walk{collector: c, walkMemory: c.p.walkMemory(), fields: []string{""}, freedAt: make(map[int32]freeing), mayFree: make(map[int32]freeing), loads: make(map[int32]origin)}
	w.index()
	first := w.first()
	todo := append(w.todo[:0], first)
	for len(todo) > 0 && !w.failed {
		s := todo[len(todo)-1]
		todo = w.run(s, todo[:len(todo)-1])
	}
	w.todo = todo[:0]
	if w.failed {
		return nil
	}
	return w
}

// first returns the state on entry.
func (w *walk) first() pathState {
	s := pathState{values: w.take(w.width, w.Params)}
	s.outs = s.values[w.width:]
	for i := range s.values {
		s.values[i] = pathValue{signs: anySign}
	}
	for i := range s.outs {
		s.values[i] = pathValue{kind: aParam, n: int32(i), signs: anySign}
		s.outs[i] = pathValue{kind: neverSet}
	}
	s.values = s.values[:w.width]
	return s
}

// index finds the edges of each place, and where variables have their values.
func (w *walk) index() {
	w.edges = make([]int32, len(w.Code)+1)
	next := 0
	for i := range w.edges {
		for next < len(w.Edges) && int(w.Edges[next].At) < i {
			next++
		}
		w.edges[i] = int32(next)
	}
	w.slots = w.function.assignSlots()
	w.locks = slices.ContainsFunc(w.callees, func(c callee) bool { return takesLock(c.name) || releasesLock(c.name) })
}

// run follows one way until it ends or splits, and adds what is to be followed
// yet.
func (w *walk) run(s pathState, todo []pathState) []pathState {
	for {
		var ended bool
		if todo, ended = w.takeEdges(&s, todo); ended || w.failed {
			return todo
		}
		if int(s.at) >= len(w.Code) {
			w.exit(&s, cir.None)
			return todo
		}
		if w.steps++; w.steps > maxWalkSteps {
			w.failed = true
			return todo
		}
		if in := &w.Code[s.at]; in.Op == cir.Return {
			w.exit(&s, in.A)
			return todo
		}
		w.instr(&s)
		s.at++
		for _, slot := range w.begins[s.at] {
			s.values[slot] = pathValue{signs: anySign}
		}
	}
}

// takeEdges takes the edges at the place of s. Where both ways of a condition
// are possible, one is left in todo. It reports true where the way ends.
func (w *walk) takeEdges(s *pathState, todo []pathState) ([]pathState, bool) {
	for {
		i := max(s.edge, w.edges[s.at])
		if int(i) >= len(w.Edges) || w.Edges[i].At != s.at {
			s.edge = 0
			return todo, false
		}
		if w.steps++; w.steps > maxWalkSteps {
			w.failed = true
			return todo, true
		}
		e := &w.Edges[i]
		switch w.taken(s, e) {
		case summary.No:
			s.edge = i + 1
			continue
		case summary.Unknown:
			other, ok := w.fork(s, e.Cond, e.Neg)
			if ok {
				other.edge = i + 1
				todo = append(todo, other)
			}
			if !w.refine(s, e.Cond, !e.Neg, 0) {
				w.drop(s)
				return todo, true
			}
		}
		if e.To < 0 {
			w.drop(s)
			return todo, true
		}
		if w.jump(s, i); w.known(s) {
			w.drop(s)
			return todo, true
		}
	}
}

// taken reports whether an edge is taken.
func (w *walk) taken(s *pathState, e *cir.Edge) summary.Verdict {
	if e.Cond == cir.None {
		return summary.Yes
	}
	if v := w.value(s, e.Cond).holds(); v != summary.Unknown {
		return verdict((v == summary.Yes) != e.Neg)
	}
	return summary.Unknown
}

// fork returns the state where a condition holds, or does not. ok is false
// when that cannot be.
func (w *walk) fork(s *pathState, cond cir.Value, holds bool) (f pathState, ok bool) {
	f = *s
	f.values = w.take(len(s.values), len(s.outs))
	f.outs = f.values[len(s.values):]
	f.values = f.values[:len(s.values)]
	copy(f.values, s.values)
	copy(f.outs, s.outs)
	f.held = slices.Clone(s.held)
	if ok = w.refine(&f, cond, holds, 0); !ok {
		w.drop(&f)
	}
	return f, ok
}
