package cflow

import (
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/cflow/accesspath"
	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cir"
	"github.com/cgolint/cgolint/internal/contract"
)

func (c *collector) call(at int32) {
	callee := c.calleeAt(at)
	switch {
	case callee.fn != nil && callee.fn.ev != nil:
		c.callFunction(at, callee)
	case callee.contract != nil:
		c.callLibrary(at, callee)
	}
}

// callFunction takes over what a called function does with its arguments.
func (c *collector) callFunction(at int32, callee *callee) {
	args, origins := c.args(at), c.argumentOrigins(at)
	g := callee.fn
	for _, key := range g.ev.stores.list {
		if len(c.ev.stores.list) >= maxKept {
			break
		}
		if key, ok := key.of(origins); ok {
			c.ev.stores.add(key)
		}
	}
	for i := range g.ev.touched {
		if i < len(args) {
			c.touch(origins[i])
		}
	}
	if len(g.ev.retained) > 0 {
		step := summary.Step{Pos: c.pos(callee.pos), What: "passed to " + g.Name}
		for i := range g.ev.retained {
			c.takeOver(at, &g.ev.retained[i], origins, args, step)
		}
	}
	for i, o := range origins {
		if _, frees := g.ev.freed[i]; frees {
			c.freeField(o)
			c.ownedBy(o, at)
		}
	}
}

// freeField notes that the object is freed which a field of a parameter's
// object points to.
func (c *collector) freeField(o origin) {
	if o.kind == fromDeep && o.path == "" && o.field != "" && o.field != "*" && !slices.Contains(c.ev.fields[o.n], o.field) {
		c.ev.fields[o.n] = append(c.ev.fields[o.n], o.field)
	}
}

// unconditional reports whether an instruction runs on every call that does
// not leave early.
func (f *function) unconditional(at int32) bool {
	for r := f.Code[at].Region; r > 0; r = f.Regions[r].Parent {
		if k := f.Regions[r].Kind; k != cir.After && k != cir.Body {
			return false
		}
	}
	return true
}

// takeOver takes over one evidence of a callee.
func (c *collector) takeOver(at int32, r *kept, origins []origin, args []cir.Value, step summary.Step) {
	if r.source.n >= len(origins) {
		return
	}
	k := kept{at: at, until: r.until, doc: r.doc, lib: r.lib, guarded: r.guarded}
	k.path = append([]summary.Step{step}, r.path...)
	k.sink = c.callerSink(at, &r.sink, origins)
	if k.sink.origin.kind == nowhere && k.sink.kind != summary.Library && k.sink.kind != summary.Global {
		return
	}
	for _, cond := range r.conds {
		e := cond.Expr.Substitute(func(i int) *summary.Expr {
			if i < len(args) {
				return c.expr(args[i], 0)
			}
			return summary.Opaque
		})
		k.conds = append(k.conds, summary.Cond{Expr: e, Neg: cond.Neg, Pair: 0})
	}
	from := origins[r.source.n]
	if r.source.kind == fromParam {
		if from.kind == fromLocal {
			return
		}
		k.source = from
		c.add(k)
		return
	}
	c.takeOverDeep(k, from, r.source.field)
}

// takeOverDeep takes over that a callee keeps what is in the object that an
// argument points to.
func (c *collector) takeOverDeep(k kept, from origin, field string) {
	switch from.kind {
	case fromParam:
		if field == "" {
			return
		}
		k.source = origin{kind: fromDeep, n: from.n, text: accesspath.Parameter + accesspath.Path(field), field: field, under: from.under}
		if from.path != "" {
			k.source.field = "*"
		}
		c.add(k)
	case fromLocal, fromHeap:
		// What was put there before is kept.
		for i := range c.kept {
			d := &c.kept[i]
			if d.at >= k.at || d.sink.origin.kind != from.kind || d.sink.origin.n != from.n {
				continue
			}
			if field != "*" && field != "->"+strings.TrimPrefix(string(d.sink.text), ".") {
				continue
			}
			if field == "" || !c.settled(d, k.at) {
				continue
			}
			n := k
			n.source = d.source
			n.path = append(append([]summary.Step(nil), d.path...), k.path...)
			n.conds = append(append([]summary.Cond(nil), d.conds...), k.conds...)
			n.guarded = k.guarded || d.guarded
			c.add(n)
		}
	}
}

// settled reports whether what d stored is still there at an index: it
// certainly was stored, and nothing else was stored in its place.
func (c *collector) settled(d *kept, at int32) bool {
	if !c.dominates(d.at, at) {
		return false
	}
	for i := range c.Code[:at] {
		in := &c.Code[i]
		if in.Op == cir.Set && int32(i) != d.at && d.sink.origin.kind == fromLocal && int(in.A) == d.sink.origin.n &&
			c.path(in) == d.sink.text && int32(i) > d.at {
			return false
		}
	}
	return true
}

// callerSink returns what a callee's sink is to the caller.
func (c *collector) callerSink(at int32, s *sink, origins []origin) sink {
	switch s.kind {
	case summary.Argument, summary.Handle:
		if s.result {
			return sink{kind: summary.Handle, origin: origin{kind: fromHeap, n: int(at)}, text: s.text}
		}
		if s.origin.n >= len(origins) {
			return sink{kind: s.kind}
		}
		r := c.argumentSink(origins[s.origin.n], s)
		if r.kind == summary.Argument {
			r.kind = s.kind
		}
		return r
	}
	return *s
}

func (c *collector) argumentSink(o origin, s *sink) sink {
	r := sink{kind: summary.Argument, origin: o, text: o.place(s.text)}
	switch o.kind {
	case fromParam:
		if s.origin.kind == fromDeep {
			r.origin.kind = fromDeep
		}
	case fromDeep:
	case fromGlobal, fromStatic:
		r.kind = summary.Global
	case fromLocal, fromHeap:
		r.text = o.path
		if field, ok := s.text.OfParameter(); ok && field != "." {
			r.text += field
		}
	default:
		r.origin = origin{}
	}
	return r
}

// callLibrary applies the contract of a library function.
func (c *collector) callLibrary(at int32, callee *callee) {
	args := c.args(at)
	for i, arg := range args {
		p := callee.contract.Param(i)
		if p == nil {
			continue
		}
		if looksInto(p) {
			c.touch(c.p.origin(c.function, arg, at, 0))
		}
		if p.What&contract.Freed != 0 {
			o := c.p.origin(c.function, arg, at, 0)
			c.freeField(o)
			c.ownedBy(o, at)
		}
		if p.What&(contract.Retained|contract.Contents) != 0 {
			c.keptByLibrary(at, callee, p, arg, args)
		}
	}
}

func (c *collector) keptByLibrary(at int32, callee *callee, p *contract.Param, arg cir.Value, args []cir.Value) {
	k := kept{source: c.source(arg, at), at: at, until: p.Until, doc: p.Source, lib: callee.contract.Library}
	k.sink = sink{kind: summary.Library, text: accesspath.Path(callee.name)}
	what := "passed to " + callee.name + ", which keeps it"
	if p.In >= 0 && p.In < len(args) {
		to := c.p.origin(c.function, args[p.In], at, 0)
		switch to.kind {
		case fromParam, fromDeep:
			k.sink = sink{kind: summary.Argument, origin: to, text: to.at("")}
		case fromHeap:
			k.sink = sink{kind: summary.Argument, origin: to, text: to.path}
		case fromGlobal, fromStatic:
			k.sink = sink{kind: summary.Global, origin: to, text: to.at("")}
		default:
			return
		}
	}
	if p.If != nil && p.If.Arg < len(args) {
		k.conds = []summary.Cond{{Expr: summary.OneOf(c.expr(args[p.If.Arg], 0), p.If.Values), Neg: !p.If.Equal, Pair: 0}}
	}
	k.path = []summary.Step{{Pos: c.pos(callee.pos), What: what}}
	if p.What&contract.Contents != 0 {
		k.path[0].What = "passed to " + callee.name + ", which keeps what is in it"
		c.takeOverDeep(k, c.p.origin(c.function, arg, at, 0), "*")
		return
	}
	c.add(k)
}
