package cflow

import (
	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cir"
)

// A candidate is evidence that is not settled yet: it is asked for the
// conditions under which it happens, and whether what it stored is still there
// at the end.
type candidate struct {
	*collector
	k *kept
}

// conditions finds the conditions on arguments under which k happens. It
// reports false when they cannot hold for a pointer that is not null.
func (c *candidate) conditions() bool {
	taken := c.k.conds
	c.k.conds = nil
	for _, cond := range taken {
		if !c.condition(cond, false) {
			return false
		}
	}
	done := make(map[int32]bool)
	for _, start := range append([]int32{c.Code[c.k.at].Region}, c.k.source.under...) {
		for r := start; r > 0; r = c.Regions[r].Parent {
			if done[r] {
				break
			}
			done[r] = true
			if !c.regionCondition(r) {
				return false
			}
		}
	}
	return true
}

// regionCondition adds the condition of one region.
func (c *candidate) regionCondition(r int32) bool {
	region := &c.Regions[r]
	if region.Kind == cir.Case {
		c.k.guarded = true
	}
	if region.Cond == cir.None {
		return true
	}
	cond := summary.Cond{Expr: c.expr(region.Cond, 0), Neg: region.Neg, Pair: region.Pair}
	if (region.Kind == cir.Then || region.Kind == cir.Else) && cond.Holds(c.notNull()) != summary.Yes && !c.testsObject(region) {
		c.k.guarded = true
	}
	if c.chooses(r) || c.usedOtherwise(r) {
		return c.choice(cond)
	}
	return c.condition(cond, region.Kind == cir.After)
}

// choice adds the condition of a statement whose other branch does something
// else with the pointer, or stores something else in the same place: it
// chooses between keeping and, say, copying, even where it does not depend on
// arguments.
func (c *candidate) choice(cond summary.Cond) bool {
	depends := false
	cond.Expr.Args(func(int) { depends = true })
	if !depends {
		c.k.conds = append(c.k.conds, summary.Cond{Expr: summary.Opaque, Neg: false, Pair: cond.Pair})
		return true
	}
	return c.condition(cond, false)
}

// chooses reports whether another branch of region r's statement stores in
// the same place.
func (c *candidate) chooses(r int32) bool {
	region := &c.Regions[r]
	key, ok := c.k.sink.key()
	if !ok {
		return false
	}
	for _, at := range c.storesIn(key) {
		if at == c.k.at {
			continue
		}
		if region.Kind == cir.After {
			if region.Exit.Start <= at && at < region.Exit.End {
				return true
			}
			continue
		}
		for x := c.Code[at].Region; x > 0; x = c.Regions[x].Parent {
			if x != r && region.Pair != 0 && c.Regions[x].Pair == region.Pair {
				return true
			}
		}
	}
	return false
}

// condition adds a condition. The pointer that is kept, and the one to where
// it is kept, are not null. An early exit that checks other arguments for
// null, or numbers for their range, is a check of arguments, and no choice.
func (c *candidate) condition(cond summary.Cond, exit bool) bool {
	self := c.notNull()
	switch cond.Holds(self) {
	case summary.Yes:
		return true
	case summary.No:
		return false
	}
	others := false
	cond.Expr.Args(func(i int) { others = others || self(i) == summary.Arg{} })
	if !others || exit && c.check(cond.Expr) {
		return true
	}
	for _, have := range c.k.conds {
		if have.Neg == cond.Neg && have.Expr.Same(cond.Expr) {
			return true
		}
	}
	c.k.conds = append(c.k.conds, cond)
	return true
}

// notNull returns what is known of arguments where k happens: the pointer that
// is kept, and the one to where it is kept, are not null.
func (c *candidate) notNull() func(int) summary.Arg {
	return func(i int) summary.Arg {
		if i == c.k.source.n && c.k.source.kind == fromParam && c.Vars[i].Class == cir.Pointer {
			return summary.Arg{NonZero: true}
		}
		if o := &c.k.sink.origin; (o.kind == fromParam || o.kind == fromDeep) && o.n == i && c.Vars[i].Class == cir.Pointer {
			return summary.Arg{NonZero: true}
		}
		return summary.Arg{}
	}
}

// testsObject reports whether the condition of a region is that there was
// memory for a new object.
func (c *candidate) testsObject(region *cir.Region) bool {
	v := region.Cond
	if v < 0 || len(c.defs[v]) != 1 {
		return false
	}
	at := c.defs[v][0]
	if in := &c.Code[at]; in.Op == cir.Arith && (in.Aux == cir.OpNe || in.Aux == cir.OpEq) && c.isZero(in.B) {
		v = in.A
	}
	return c.p.origin(c.function, v, at, 0).kind == fromHeap
}
