package cflow

import (
	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cir"
)

// maxRefine bounds how far a condition is followed to what it is made of.
const maxRefine = 6

// refine notes that a condition holds, or does not, and reports whether that
// can be.
func (w *walk) refine(s *pathState, cond cir.Value, holds bool, depth int) bool {
	if cond < 0 || depth > maxRefine {
		return true
	}
	if !w.restrict(s, cond, holds) {
		return false
	}
	defs := w.defs[cond]
	if len(defs) != 1 || w.Code[defs[0]].Op != cir.Arith {
		return true
	}
	in := &w.Code[defs[0]]
	switch {
	case in.Aux == cir.OpNot:
		return w.refine(s, in.A, !holds, depth+1)
	case in.Aux == cir.OpLAnd && holds, in.Aux == cir.OpLOr && !holds:
		return w.refine(s, in.A, holds, depth+1) && w.refine(s, in.B, holds, depth+1)
	}
	if int(in.Aux) >= len(operators) {
		return true
	}
	return w.refineComparison(s, in, holds)
}

// restrict notes that a variable is not zero, or is.
func (w *walk) restrict(s *pathState, v cir.Value, holds bool) bool {
	if holds {
		return w.restrictSigns(s, v, negative|positive)
	}
	return w.restrictSigns(s, v, zero)
}

var opposite = map[string]string{"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}

func (w *walk) refineComparison(s *pathState, in *cir.Instr, holds bool) bool {
	op, v, with := operators[in.Aux], in.A, w.value(s, in.B)
	if with.kind != aNumber {
		op, v, with = mirrored(op), in.B, w.value(s, in.A)
	}
	if _, compares := below[op]; !compares || with.kind != aNumber || v < 0 {
		return true
	}
	if !holds {
		op = opposite[op]
	}
	if op == "==" {
		old := s.values[w.of[v]]
		if !w.restrictSigns(s, v, signOf(with.num)) {
			return false
		}
		if old.kind == anything || old.kind == aNumber {
			s.values[w.of[v]] = number(with.num)
		}
		return true
	}
	return w.restrictSigns(s, v, s.values[w.of[v]].allowed(op, with.num))
}

// restrictSigns notes which signs a variable has, and all that hold the same.
func (w *walk) restrictSigns(s *pathState, v cir.Value, allowed signs) bool {
	old := s.values[w.of[v]]
	now := old.signs & allowed
	switch {
	case now == 0:
		return false
	case now == old.signs:
		return true
	}
	s.values[w.of[v]].signs = now
	if !old.shared() {
		return true
	}
	for i := range s.values {
		if s.values[i].same(old) {
			s.values[i].signs = now
		}
	}
	for i := range s.outs {
		if s.outs[i].same(old) {
			s.outs[i].signs = now
		}
	}
	w.decided(s, old, now)
	return true
}

// decided takes in what a result tells: of a new object that is null, that
// there is none, and of a call that failed, that errno is set.
func (w *walk) decided(s *pathState, v pathValue, now signs) {
	var at int32
	switch v.kind {
	case anObject:
		if now != zero {
			return
		}
		s.objects[v.n] = notMade
		at = w.objects[v.n].at
	case aResult:
		at = v.n
	default:
		return
	}
	c := w.calleeAt(at)
	dst := w.Code[at].Dst
	failed := now == negative || now == zero && dst >= 0 && w.Vars[dst].Class == cir.Pointer
	if failed && w.convention(c) == summary.Errno {
		s.errno = true
	}
}

// convention returns how a called function tells that it failed.
func (w *walk) convention(c *callee) summary.Convention {
	switch {
	case c.fn != nil && c.fn.ev != nil && c.fn.ev.outcome != nil:
		return c.fn.ev.outcome.status
	case c.contract != nil:
		return c.contract.Fails
	}
	return summary.StatusUnknown
}
