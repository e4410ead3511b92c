package cflow

import (
	"slices"

	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cir"
	"github.com/cgolint/cgolint/internal/contract"
)

// undone reports whether what k stored is gone when the function returns:
// something else may be stored in the place later, or the object is freed.
func (c *candidate) undone() bool {
	if key, ok := c.k.sink.key(); ok {
		for _, at := range c.storesIn(key) {
			if at > c.k.at && !c.exclusive(c.Code[at].Region, c.Code[c.k.at].Region) && !c.same(at) {
				return true
			}
		}
	}
	for i := range c.callees {
		callee := &c.callees[i]
		if callee.at > c.k.at && (c.undoes(callee) || c.dropsObject(callee)) {
			return true
		}
	}
	return false
}

// dropsObject reports whether a later call frees the object that has the
// pointer, as one does that deletes the list which the object is in: it may
// free what is reached through the same argument, and stores something else
// where the object was.
func (c *candidate) dropsObject(callee *callee) bool {
	s := &c.k.sink
	if s.origin.kind != fromDeep || callee.fn == nil || callee.fn.may == nil ||
		!c.within(c.Code[c.k.at].Region, c.Code[callee.at].Region) {
		return false
	}
	for i, arg := range c.args(callee.at) {
		if i >= callee.fn.Params || !callee.fn.may.frees[i] {
			continue
		}
		o := c.p.origin(c.function, arg, callee.at, 0)
		if (o.kind == fromParam || o.kind == fromDeep) && o.n == s.origin.n && c.replaced(s, callee.at) {
			return true
		}
	}
	return false
}

// replaced reports whether an instruction stores in a place that leads to the
// one of s.
func (c *candidate) replaced(s *sink, at int32) bool {
	place, ok := s.key()
	for ok {
		if place.path, ok = place.path.Parent(); ok && slices.Contains(c.storesIn(place), at) {
			return true
		}
	}
	return false
}

// overwritten reports whether what k took from a parameter's object was not the
// caller's any more: something else had been stored in the place, as in
// *p = &own; x->p = *p.
func (c *candidate) overwritten() bool {
	if c.k.source.kind != fromDeep || c.Code[c.k.at].Op != cir.Store {
		return false
	}
	load := c.loadOf(c.Code[c.k.at].B)
	if load < 0 {
		return false
	}
	for _, at := range slices.Backward(c.storesIn(placeKey{c.k.source.n, c.k.source.text})) {
		if at < load && c.Code[at].Op == cir.Store && c.dominates(at, load) {
			return !c.same(at)
		}
	}
	return false
}

// loadOf returns the instruction that loads a value, or -1.
func (f *function) loadOf(v cir.Value) int32 {
	for range maxChain {
		if v < 0 || len(f.defs[v]) != 1 {
			return -1
		}
		d := f.defs[v][0]
		switch f.Code[d].Op {
		case cir.Load:
			return d
		case cir.Copy:
			v = f.Code[d].A
		default:
			return -1
		}
	}
	return -1
}

// same reports whether the instruction at an index stores the same value
// again.
func (c *candidate) same(at int32) bool {
	in := &c.Code[at]
	if in.Op != cir.Store {
		return false
	}
	o := c.source(in.B, at)
	return o.kind == c.k.source.kind && o.n == c.k.source.n && o.text == c.k.source.text
}

// undoes reports whether a later call ends what k began.
func (c *candidate) undoes(callee *callee) bool {
	for _, name := range c.k.until {
		if callee.name == name {
			return true
		}
	}
	if c.k.sink.kind == summary.Library && callee.name == string(c.k.sink.text) {
		return true // the library now keeps another
	}
	if !c.within(c.Code[c.k.at].Region, c.Code[callee.at].Region) {
		return false // on some ways only
	}
	for i, arg := range c.args(callee.at) {
		freed := callee.contract != nil && callee.contract.Param(i) != nil && callee.contract.Param(i).What&contract.Freed != 0 ||
			callee.fn != nil && callee.fn.may != nil && i < callee.fn.Params && callee.fn.may.freed[i]
		if !freed {
			continue
		}
		o := c.p.origin(c.function, arg, callee.at, 0)
		s := &c.k.sink.origin
		if o.kind == s.kind && o.n == s.n && c.k.sink.text.Within(o.text) {
			return true
		}
	}
	return false
}

// mergeBranches drops a condition when both of its branches keep the same
// pointer.
func mergeBranches(all []kept) []kept {
	for i := range all {
		for j := i + 1; j < len(all); j++ {
			a, b := &all[i], &all[j]
			if a.source.kind != b.source.kind || a.source.n != b.source.n || a.source.field != b.source.field ||
				len(a.conds) != len(b.conds) {
				continue
			}
			if at := differ(a.conds, b.conds); at >= 0 {
				a.conds = append(slices.Clone(a.conds[:at]), a.conds[at+1:]...)
				b.conds = a.conds
			}
		}
	}
	return all
}

// differ returns the index of the one condition that is negated between a
// and b, or -1.
func differ(a, b []summary.Cond) int {
	found := -1
	for i := range a {
		if !a[i].Expr.Same(b[i].Expr) && (a[i].Pair == 0 || a[i].Pair != b[i].Pair) {
			return -1
		}
		if a[i].Neg != b[i].Neg {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
}

// maxBranch bounds the branches that are searched for uses of a pointer.
const maxBranch = 500

// usedOtherwise reports whether the branch of region r's statement that did
// not run uses the pointer too, as one that copies a short text does.
func (c *candidate) usedOtherwise(r int32) bool {
	region := &c.Regions[r]
	if c.k.source.kind != fromParam || region.Kind == cir.Case {
		return false
	}
	searched := 0
	for i := range c.Code {
		at := int32(i)
		if region.Kind == cir.After && (at < region.Exit.Start || region.Exit.End <= at) ||
			region.Kind != cir.After && !c.inOther(c.Code[i].Region, r) {
			continue
		}
		if searched++; searched > maxBranch {
			return false
		}
		if c.uses(at, c.k.source.n) {
			return true
		}
	}
	return false
}

// inOther reports whether region r is in another branch of the statement
// that region branch is of.
func (c *candidate) inOther(r, branch int32) bool {
	for ; r > 0; r = c.Regions[r].Parent {
		if x := &c.Regions[r]; r != branch && x.Pair != 0 && x.Pair == c.Regions[branch].Pair && x.Kind != cir.After {
			return true
		}
	}
	return false
}

// uses reports whether an instruction reads or writes through a parameter,
// or passes it on.
func (c *candidate) uses(at int32, param int) bool {
	in := &c.Code[at]
	var operands []cir.Value
	switch in.Op {
	case cir.Load, cir.Store:
		operands = []cir.Value{in.A, in.B}[:1+int(in.Op-cir.Load)]
	case cir.Call:
		operands = c.args(at)
	}
	for _, v := range operands {
		if o := c.p.origin(c.function, v, at, 0); o.kind == fromParam && o.n == param {
			return true
		}
	}
	return false
}
