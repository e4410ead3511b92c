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
	exits   []exitState
	objects []newObject
	seen    map[uint64]bool
	fields  []string // that values have by number
	steps   int
	failed  bool
	freedAt map[int32]freeing // by parameter: how it is freed on some way
	mayFree map[int32]freeing // by parameter: how a function may free it that it is passed to
	edges   []int32           // for each index of Code, the first of its edges
	last    []int32           // for each variable, the last index at which it matters
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
	w := &walk{collector: c, seen: make(map[uint64]bool), fields: []string{""}, locked: make(map[int32]string),
		freedAt: make(map[int32]freeing), mayFree: make(map[int32]freeing), loads: make(map[int32]origin)}
	w.index()
	first := pathState{values: make([]pathValue, len(c.Vars)), outs: make([]pathValue, c.Params)}
	for i := range first.values {
		first.values[i].signs = anySign
		if i < c.Params {
			first.values[i] = pathValue{kind: aParam, n: int32(i), signs: anySign}
			first.outs[i].kind = neverSet
		}
	}
	todo := []pathState{first}
	for len(todo) > 0 && !w.failed {
		s := todo[len(todo)-1]
		todo = w.run(s, todo[:len(todo)-1])
	}
	if w.failed {
		return nil
	}
	return w
}

// index finds the edges of each place, and where each variable is used last.
func (w *walk) index() {
	w.edges = make([]int32, len(w.Code)+1)
	next := 0
	for i := range w.edges {
		for next < len(w.Edges) && int(w.Edges[next].At) < i {
			next++
		}
		w.edges[i] = int32(next)
	}
	w.last = make([]int32, len(w.Vars))
	use := func(v cir.Value, at int32) {
		if v >= 0 {
			w.last[v] = max(w.last[v], at)
		}
	}
	for i := range w.Code {
		at, in := int32(i), &w.Code[i]
		use(in.A, at)
		switch in.Op {
		case cir.Call:
			for _, arg := range w.args(at) {
				use(arg, at)
			}
		case cir.Arith, cir.Store, cir.Set:
			use(in.B, at)
		}
	}
	for i := range w.Edges {
		use(w.Edges[i].Cond, w.Edges[i].At)
	}
	for v := range w.Vars {
		if w.Vars[v].AddrTaken || v < w.Params && w.Vars[v].Class == cir.Pointer {
			w.last[v] = int32(len(w.Code))
		}
	}
	for again := true; again; {
		again = false
		for i := range w.Edges {
			if e := &w.Edges[i]; e.To >= 0 && e.To <= e.At { // a loop: what is used in it may be used again
				for v := range w.last {
					if w.last[v] >= e.To && w.last[v] < e.At {
						w.last[v], again = e.At, true
					}
				}
			}
		}
	}
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
			if *s, ok = w.fork(s, e.Cond, !e.Neg); !ok {
				return todo, true
			}
		}
		if e.To < 0 {
			return todo, true
		}
		if s.at, s.edge = e.To, e.Next; w.known(s) {
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
	f.values, f.outs = slices.Clone(s.values), slices.Clone(s.outs)
	f.objects, f.locks = slices.Clone(s.objects), slices.Clone(s.locks)
	ok = w.refine(&f, cond, holds, 0)
	return f, ok
}
