package cflow

import (
	"fmt"
	"slices"

	"github.com/cgolint/cgolint/internal/cir"
	"github.com/cgolint/cgolint/internal/contract"
)

// throughObjects follows what was put in objects of the function's own to
// where the objects go: a struct that is copied, a new object that is linked
// in a list or returned.
func (c *collector) throughObjects() {
	for round := 0; round < 3; round++ {
		n := len(c.kept)
		for i := range n {
			k := c.kept[i] // the object goes somewhere
			if k.source.kind != fromHeap && k.source.kind != fromLocal {
				continue
			}
			for j := range n {
				d := c.kept[j] // something was put in it
				if d.sink.origin.kind == k.source.kind && d.sink.origin.n == k.source.n && d.source.kind != nowhere {
					c.carried(d, k)
				}
			}
		}
		if len(c.kept) == n {
			return
		}
	}
}

// carried adds that the object k takes along what d put in it.
func (c *collector) carried(d, k kept) {
	if d.source.kind == k.source.kind && d.source.n == k.source.n {
		return
	}
	if c.exclusive(c.Code[d.at].Region, c.Code[k.at].Region) {
		return
	}
	if k.source.kind == fromLocal && (d.at >= k.at || !c.settled(&d, k.at)) {
		return // a copy of the struct has only what was there before
	}
	n := k
	n.source = d.source
	switch {
	case k.sink.result:
		n.sink.text = d.sink.text
	case k.sink.kind != Library:
		n.sink.text = k.sink.text.member(d.sink.text, k.source.kind == fromHeap)
	}
	if k.source.kind == fromHeap && k.sink.kind == Argument && k.sink.text == parameter.then("") {
		n.sink.kind = Handle // a new object, handed back through a parameter
	}
	n.path = append(append([]Step(nil), d.path...), k.path...)
	n.conds = append(append([]Cond(nil), d.conds...), k.conds...)
	n.source.under = append(append([]int32(nil), d.source.under...), k.source.under...)
	n.source.under = append(n.source.under, c.Code[d.at].Region)
	n.until = append(slices.Clip(d.until), k.until...)
	n.guarded = d.guarded || k.guarded
	for i := range c.kept {
		if o := &c.kept[i]; o.source.kind == n.source.kind && o.source.n == n.source.n && o.source.text == n.source.text &&
			o.at == n.at && o.sink.text == n.sink.text && o.sink.kind == n.sink.kind {
			return
		}
	}
	c.add(n)
}

// finish keeps the evidence that is about parameters and holds at the end.
func (c *collector) finish() {
	count := make(map[int]int)
	var all []kept
	for _, k := range c.kept {
		if k.source.kind != fromParam && k.source.kind != fromDeep || !c.outlives(&k) {
			continue
		}
		if k.source.kind == fromDeep && k.source.field == "" || !c.Vars[k.source.n].Pointers && !c.isNumber(&k) {
			continue // deeper than a caller could tell, or a number
		}
		if !c.conditions(&k) || c.undone(&k) {
			continue
		}
		all = append(all, k)
	}
	all = mergeBranches(all)
	slices.SortStableFunc(all, func(a, b kept) int {
		if n := len(a.conds) - len(b.conds); n != 0 {
			return n
		}
		return len(a.path) - len(b.path)
	})
	seen := make(map[string]bool)
	for _, k := range all {
		if c.documented(k.source.n) {
			continue
		}
		same := fmt.Sprint(k.source.kind, k.source.n, k.source.field, k.sink.text, k.conds)
		if seen[same] {
			continue
		}
		seen[same] = true
		slot := 2 * k.source.n
		if k.source.kind == fromDeep {
			slot++
		}
		if count[slot]++; count[slot] <= maxPerArg {
			k.source.under = nil
			c.ev.retained = append(c.ev.retained, k)
		}
	}
}

// documented reports whether the documentation of a library says that a
// function, whose body is here, does not keep a parameter. What it keeps all
// the same it does not use: zstd remembers where the last input ended, to
// know whether the next one continues it.
func (c *collector) documented(param int) bool {
	if c.Static {
		return false
	}
	doc := c.p.contracts.Lookup(c.Name)
	if doc == nil {
		return false
	}
	p := doc.Param(param)
	return p != nil && !p.Derived && p.What&contract.Retained == 0 && p.What&(contract.NotRetained|contract.Copied|contract.Written) != 0
}

// outlives reports whether the place outlives the call. Own objects do when
// they are handed out, which throughObjects has followed.
func (c *collector) outlives(k *kept) bool {
	s := &k.sink
	if s.result {
		// The pointer itself is returned, which keeps nothing: what is
		// evidence is an object that holds it.
		return len(k.path) > 0
	}
	switch s.kind {
	case Library:
		return true
	}
	switch s.origin.kind {
	case fromParam, fromDeep, fromGlobal, fromStatic:
		return true
	}
	return false
}

// conditions finds the conditions on arguments under which k happens. It
// reports false when they cannot hold for a pointer that is not null.
func (c *collector) conditions(k *kept) bool {
	taken := k.conds
	k.conds = nil
	for _, cond := range taken {
		if !c.condition(k, cond, false) {
			return false
		}
	}
	done := make(map[int32]bool)
	for _, start := range append([]int32{c.Code[k.at].Region}, k.source.under...) {
		for r := start; r > 0; r = c.Regions[r].Parent {
			if done[r] {
				break
			}
			done[r] = true
			if !c.regionCondition(k, r) {
				return false
			}
		}
	}
	return true
}

// regionCondition adds the condition of one region.
func (c *collector) regionCondition(k *kept, r int32) bool {
	region := &c.Regions[r]
	if region.Kind == cir.Case {
		k.guarded = true
	}
	if region.Cond == cir.None {
		return true
	}
	cond := Cond{c.expr(region.Cond, 0), region.Neg, region.Pair}
	if (region.Kind == cir.Then || region.Kind == cir.Else) && cond.Holds(c.notNull(k)) != Yes && !c.testsObject(region) {
		k.guarded = true
	}
	if c.chooses(k, r) || c.usedOtherwise(k, r) {
		return c.choice(k, cond)
	}
	return c.condition(k, cond, region.Kind == cir.After)
}

// choice adds the condition of a statement whose other branch does something
// else with the pointer, or stores something else in the same place: it
// chooses between keeping and, say, copying, even where it does not depend on
// arguments.
func (c *collector) choice(k *kept, cond Cond) bool {
	depends := false
	cond.Expr.args(func(int) { depends = true })
	if !depends {
		k.conds = append(k.conds, Cond{opaque, false, cond.pair})
		return true
	}
	return c.condition(k, cond, false)
}

// chooses reports whether another branch of region r's statement stores in
// the same place.
func (c *collector) chooses(k *kept, r int32) bool {
	region := &c.Regions[r]
	key, ok := k.sink.key()
	if !ok {
		return false
	}
	for _, at := range c.keys[key] {
		if at == k.at {
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
func (c *collector) condition(k *kept, cond Cond, exit bool) bool {
	self := c.notNull(k)
	switch cond.Holds(self) {
	case Yes:
		return true
	case No:
		return false
	}
	others := false
	cond.Expr.args(func(i int) { others = others || self(i) == Arg{} })
	if !others || exit && c.check(cond.Expr) {
		return true
	}
	for _, have := range k.conds {
		if have.Neg == cond.Neg && have.Expr.same(cond.Expr) {
			return true
		}
	}
	k.conds = append(k.conds, cond)
	return true
}

// notNull returns what is known of arguments where k happens: the pointer that
// is kept, and the one to where it is kept, are not null.
func (c *collector) notNull(k *kept) func(int) Arg {
	return func(i int) Arg {
		if i == k.source.n && k.source.kind == fromParam && c.Vars[i].Class == cir.Pointer {
			return Arg{NonZero: true}
		}
		if o := &k.sink.origin; (o.kind == fromParam || o.kind == fromDeep) && o.n == i && c.Vars[i].Class == cir.Pointer {
			return Arg{NonZero: true}
		}
		return Arg{}
	}
}

// testsObject reports whether the condition of a region is that there was
// memory for a new object.
func (c *collector) testsObject(region *cir.Region) bool {
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

// check reports whether an expression only checks arguments: pointers for
// null, numbers for their range, sizes for zero.
func (c *collector) check(e *Expr) bool {
	if e == nil {
		return true
	}
	depends := false
	e.args(func(int) { depends = true })
	if !depends {
		return true
	}
	switch e.Op {
	case "&&", "||":
		return c.check(e.X) && c.check(e.Y)
	case "!":
		return c.check(e.X)
	case "<", "<=", ">", ">=":
		return true
	case "arg":
		v := &c.Vars[e.Arg]
		return v.Class == cir.Pointer || v.Unsigned
	case "==", "!=":
		x, y := e.X, e.Y
		if x.Op == "const" {
			x, y = y, x
		}
		return y.Op == "const" && y.Const == 0 && x.Op == "arg" && c.check(x)
	}
	return false
}

// isNumber reports whether what is kept is a number as wide as a pointer,
// which it may be.
func (c *collector) isNumber(k *kept) bool {
	return k.source.kind == fromParam && c.Vars[k.source.n].Class == cir.Int
}
