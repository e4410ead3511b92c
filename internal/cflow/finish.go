package cflow

import (
	"fmt"
	"slices"

	"github.com/cgolint/cgolint/internal/cflow/accesspath"
	"github.com/cgolint/cgolint/internal/cflow/summary"
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
	case k.sink.kind != summary.Library:
		n.sink.text = k.sink.text.Member(d.sink.text, k.source.kind == fromHeap)
	}
	if k.source.kind == fromHeap && k.sink.kind == summary.Argument && k.sink.text == accesspath.Parameter.Then("") {
		n.sink.kind = summary.Handle // a new object, handed back through a parameter
	}
	n.path = append(append([]summary.Step(nil), d.path...), k.path...)
	n.conds = append(append([]summary.Cond(nil), d.conds...), k.conds...)
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
		found := candidate{c, &k}
		if k.source.kind != fromParam && k.source.kind != fromDeep || !found.outlives() {
			continue
		}
		if k.source.kind == fromDeep && k.source.field == "" || !c.Vars[k.source.n].Pointers && !found.isNumber() {
			continue // deeper than a caller could tell, or a number
		}
		if !found.conditions() || found.undone() || found.overwritten() {
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
func (c *candidate) outlives() bool {
	s := &c.k.sink
	if s.result {
		// The pointer itself is returned, which keeps nothing: what is
		// evidence is an object that holds it.
		return len(c.k.path) > 0
	}
	switch s.kind {
	case summary.Library:
		return true
	}
	switch s.origin.kind {
	case fromParam, fromDeep, fromGlobal, fromStatic:
		return true
	}
	return false
}

// check reports whether an expression only checks arguments: pointers for
// null, numbers for their range, sizes for zero.
func (c *candidate) check(e *summary.Expr) bool {
	if e == nil {
		return true
	}
	depends := false
	e.Args(func(int) { depends = true })
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
func (c *candidate) isNumber() bool {
	return c.k.source.kind == fromParam && c.Vars[c.k.source.n].Class == cir.Int
}
