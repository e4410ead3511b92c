package cflow

import (
	"slices"

	"github.com/cgolint/cgolint/internal/cir"
)

// slots say where a state of a walk has the values of variables. Most
// variables matter in a few instructions only, so many share a slot.
type slots struct {
	width  int       // how many there are
	of     []int32   // for each variable, its slot, or -1
	last   []int32   // for each variable, the last index at which it matters
	spans  [][]span  // for each slot, who has it, in order
	begins [][]int32 // for each index, the slots that get another owner there
	drops  [][]int32 // for each edge, see forgotten; nil before it is taken
}

// A span is the part of the code, from its first index to its last, in which a
// variable has a slot.
type span struct {
	first, last int32
	v           int32
}

// assignSlots gives slots to the variables of a function.
func (f *function) assignSlots() slots {
	l := &lifetimes{function: f, first: make([]int32, len(f.Vars)), last: make([]int32, len(f.Vars)), end: make([]int32, len(f.Vars))}
	l.find()
	s := slots{of: make([]int32, len(f.Vars)), last: l.last, begins: make([][]int32, len(f.Code)+1), drops: make([][]int32, len(f.Edges))}
	order := make([]span, 0, len(f.Vars))
	for v := range f.Vars {
		s.of[v] = -1
		if v < f.Params { // nullParam asks for these at the end
			s.give(v, span{0, int32(len(f.Code)), int32(v)})
		} else if l.first[v] >= 0 {
			order = append(order, span{l.first[v], l.end[v], int32(v)})
		}
	}
	slices.SortFunc(order, func(a, b span) int { return int(a.first - b.first) })
	for _, o := range order {
		slot := slices.IndexFunc(s.spans, func(owners []span) bool { return owners[len(owners)-1].last < o.first })
		if slot < 0 {
			slot = s.width
		}
		s.give(slot, o)
	}
	return s
}

// give gives a slot, perhaps a new one, to a variable.
func (s *slots) give(slot int, o span) {
	if slot == s.width {
		s.width++
		s.spans = append(s.spans, nil)
	} else {
		s.begins[o.first] = append(s.begins[o.first], int32(slot))
	}
	s.of[o.v] = int32(slot)
	s.spans[slot] = append(s.spans[slot], o)
}

// owner returns the variable that has a slot at an index, or -1.
func (s *slots) owner(slot int, at int32) int32 {
	for i := range s.spans[slot] {
		if o := &s.spans[slot][i]; at <= o.last {
			if at < o.first {
				return -1
			}
			return o.v
		}
	}
	return -1
}

// forgotten returns the slots whose values do not matter once an edge is taken:
// of variables that are not used any more, and of others that have the slots
// then.
func (s *slots) forgotten(e *cir.Edge) []int32 {
	all := []int32{}
	for slot := range s.spans {
		owner := s.owner(slot, e.To)
		if owner < 0 || s.last[owner] < e.To || s.owner(slot, e.At) != owner {
			all = append(all, int32(slot))
		}
	}
	return all
}

// jump moves a state along an edge.
func (w *walk) jump(s *pathState, edge int32) {
	e := &w.Edges[edge]
	if w.drops[edge] == nil {
		w.drops[edge] = w.forgotten(e)
	}
	for _, slot := range w.drops[edge] {
		s.values[slot] = pathValue{signs: anySign}
	}
	s.at, s.edge = e.To, e.Next
}

// lifetimes find, for each variable, the part of the code in which its value
// matters.
type lifetimes struct {
	*function
	first []int32 // -1 for a variable that is nowhere
	last  []int32 // where it is used last
	end   []int32 // the same, or a later edge whose condition was made of it
}

func (l *lifetimes) find() {
	for v := range l.first {
		l.first[v] = -1
	}
	for i := range l.Code {
		at, in := int32(i), &l.Code[i]
		l.use(in.A, at)
		switch in.Op {
		case cir.Call:
			for _, arg := range l.args(at) {
				l.use(arg, at)
			}
		case cir.Arith, cir.Store, cir.Set:
			l.use(in.B, at)
		}
		if in.Dst >= 0 {
			l.begin(in.Dst, at)
			l.end[in.Dst] = max(l.end[in.Dst], at)
		}
	}
	for i := range l.Edges {
		l.use(l.Edges[i].Cond, l.Edges[i].At)
		l.condition(l.Edges[i].Cond, l.Edges[i].At, 0)
	}
	for v := range l.Vars {
		if l.Vars[v].AddrTaken || v < l.Params && l.Vars[v].Class == cir.Pointer {
			l.last[v] = int32(len(l.Code))
		}
		if l.Vars[v].AddrTaken {
			l.first[v], l.end[v] = 0, l.last[v]
		}
	}
	l.loops()
}

func (l *lifetimes) begin(v, at int32) {
	if l.first[v] < 0 {
		l.first[v] = at
	}
	l.first[v] = min(l.first[v], at)
}

func (l *lifetimes) use(v cir.Value, at int32) {
	if v >= 0 {
		l.begin(int32(v), at)
		l.last[v] = max(l.last[v], at)
		l.end[v] = max(l.end[v], at)
	}
}

// condition notes what refine looks at where a condition is decided.
func (l *lifetimes) condition(v cir.Value, at int32, depth int) {
	if v < 0 || depth > maxRefine {
		return
	}
	l.begin(int32(v), at)
	l.end[v] = max(l.end[v], at)
	defs := l.defs[v]
	if len(defs) == 1 && l.Code[defs[0]].Op == cir.Arith {
		l.condition(l.Code[defs[0]].A, at, depth+1)
		l.condition(l.Code[defs[0]].B, at, depth+1)
	}
}

// loops extends lifetimes to the loops around them: what is used in one may be
// used again.
func (l *lifetimes) loops() {
	for again := true; again; {
		again = false
		for i := range l.Edges {
			e := &l.Edges[i]
			if e.To < 0 || e.To > e.At {
				continue
			}
			for v := range l.last {
				if l.last[v] >= e.To && l.last[v] < e.At {
					l.last[v], again = e.At, true
				}
				if l.first[v] < 0 {
					continue
				}
				l.end[v] = max(l.end[v], l.last[v])
				if l.end[v] < e.To || l.first[v] > e.At {
					continue
				}
				if l.first[v] > e.To || l.end[v] < e.At {
					l.first[v], l.end[v], again = min(l.first[v], e.To), max(l.end[v], e.At), true
				}
			}
		}
	}
}
