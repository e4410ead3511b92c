package bounds

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/internal/lazyregexp"
)

// A name that says that a function looks at its argument.
var checks = lazyregexp.New(`(?i)check|valid|verify|assert|must|require|ensure|expect|isempty|mismatch`)

// settled reports whether the function may have seen to it that a term is not
// 0 at a place, in a way that has no bounds.
func (s *search) settled(t term, at place) bool {
	return s.p.checkedBefore(t, at) || s.equalsCounted(t, at)
}

// checkedBefore reports whether a call before a place may have looked at a
// term: its name says so, or its body compares the number.
func (p *Package) checkedBefore(t term, at place) bool {
	for _, b := range at.block.Parent().Blocks {
		for i, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok || !(place{b, i}).dominates(at) {
				continue
			}
			callee := calleeOf(call)
			for j, arg := range call.Call.Args {
				if p.isAbout(arg, t) && callee != nil && (checks.MatchString(callee.Name()) || j < len(callee.Params) && p.compares(callee, callee.Params[j])) {
					return true
				}
			}
		}
	}
	return false
}

// equalsCounted reports whether a term equals a number at a place that there is
// no reason to think 0: then the term isn't 0 either.
func (s *search) equalsCounted(t term, at place) bool {
	if s.assumed[t] {
		return false
	}
	s.assumed[t] = true
	defer delete(s.assumed, t)
	for _, b := range at.block.Parent().Blocks {
		branch, ok := b.Instrs[max(len(b.Instrs)-1, 0)].(*ssa.If)
		if !ok {
			continue
		}
		cond, ok := branch.Cond.(*ssa.BinOp)
		if !ok || cond.Op != token.EQL && cond.Op != token.NEQ || !gotype.IsInteger(cond.X.Type()) {
			continue
		}
		equal := b.Succs[0]
		if cond.Op == token.NEQ {
			equal = b.Succs[1]
		}
		if len(equal.Preds) != 1 || !equal.Dominates(at.block) {
			continue
		}
		if other := s.p.otherSide(cond, t); other != nil && s.afresh().zero(other, at) == nil {
			return true
		}
	}
	return false
}

// mentions reports whether a condition is computed from a term.
func (p *Package) mentions(v ssa.Value, t term, depth int) bool {
	if b, ok := v.(*ssa.BinOp); ok && depth > 0 {
		return p.mentions(b.X, t, depth-1) || p.mentions(b.Y, t, depth-1)
	}
	return p.termOf(v) == t
}

// otherSide returns what a comparison compares a term with, or nil.
func (p *Package) otherSide(cond *ssa.BinOp, t term) ssa.Value {
	switch {
	case p.termOf(cond.X) == t:
		return cond.Y
	case p.termOf(cond.Y) == t:
		return cond.X
	}
	return nil
}

// isAbout reports whether an argument is the slice or its length.
func (p *Package) isAbout(arg ssa.Value, t term) bool {
	if i, ok := arg.(*ssa.MakeInterface); ok {
		arg = i.X
	}
	return gotype.IsInteger(arg.Type()) && p.termOf(arg) == t || (gotype.IsSlice(arg.Type()) || gotype.IsString(arg.Type())) && lengthOf(arg) == t
}

// parses are functions of the standard library that tell of an empty slice by
// their results.
var parses = map[string]bool{"encoding/binary.Uvarint": true, "encoding/binary.Varint": true, "unicode/utf8.DecodeRune": true}

// compares reports whether a function branches on its parameter, or on the
// length of it, or has it parsed.
func (p *Package) compares(fn *ssa.Function, param *ssa.Parameter) bool {
	t := term{key: key{root: param}}
	if !gotype.IsInteger(param.Type()) {
		t = lengthOf(param)
	}
	for _, ref := range govalue.Referrers(param) {
		if call, ok := ref.(*ssa.Call); ok && call.Call.StaticCallee() != nil && parses[call.Call.StaticCallee().String()] {
			return true
		}
	}
	for _, b := range fn.Blocks {
		branch, ok := b.Instrs[max(len(b.Instrs)-1, 0)].(*ssa.If)
		if !ok {
			continue
		}
		if cond, ok := branch.Cond.(*ssa.BinOp); ok && (p.isAbout(cond.X, t) || p.isAbout(cond.Y, t)) {
			return true
		}
	}
	return false
}

// IndexedBefore reports whether every path to the address of an element indexes
// the same slice before: an empty slice has panicked there.
func (p *Package) IndexedBefore(at *ssa.IndexAddr) bool {
	here, k := placeOf(at), keyOf(at.X)
	for _, b := range at.Parent().Blocks {
		for i, instr := range b.Instrs {
			before, ok := instr.(*ssa.IndexAddr)
			if ok && before != at && isConst(before.Index) && keyOf(before.X) == k && (place{b, i}).dominates(here) {
				return true
			}
		}
	}
	return false
}
