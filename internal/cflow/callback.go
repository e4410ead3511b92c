package cflow

import (
	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cir"
	"github.com/cgolint/cgolint/internal/contract"
)

// callbacks collects how a function comes back to Go, and how it waits.
func (c *collector) callbacks() {
	for i := range c.callees {
		callee := &c.callees[i]
		c.comesBack(callee)
		c.waits(callee)
	}
}

// comesBack notes the ways of one call back into Go.
func (c *collector) comesBack(callee *callee) {
	at := c.pos(callee.pos)
	switch {
	case callee.export:
		c.goCall(callee, summary.GoCall{Name: callee.name, Path: []summary.Step{{Pos: at, What: "calls the Go function " + callee.name}}})
	case callee.param >= 0:
		c.paramCalled(callee, callee.param, []summary.Step{{Pos: at, What: "calls its parameter " + c.paramName(callee.param)}}, nil)
	case callee.global != "":
		c.table(callee)
	case callee.fn != nil && callee.fn.ev != nil:
		step := summary.Step{Pos: at, What: "calls " + callee.name}
		for _, g := range callee.fn.ev.goCalls {
			g.Path = append([]summary.Step{step}, g.Path...)
			c.goCall(callee, g)
		}
		for _, l := range callee.fn.ev.goLoops {
			if len(c.ev.goLoops) < maxCalls {
				c.ev.goLoops = append(c.ev.goLoops, l)
			}
		}
		for i, call := range callee.fn.ev.calls {
			c.pointerCalled(callee, i, append([]summary.Step{step}, call.path...), call.loop)
		}
	case callee.contract != nil:
		for i := range c.args(callee.at) {
			if p := callee.contract.Param(i); p != nil && p.What&contract.Called != 0 && p.What&contract.Later == 0 {
				var loop *summary.GoLoop
				if p.What&contract.PerElement != 0 {
					loop = &summary.GoLoop{Loop: at, Call: at, Via: callee.name}
				}
				c.pointerCalled(callee, i, []summary.Step{{Pos: at, What: "passed to " + callee.name + ", which calls it"}}, loop)
			}
		}
	}
}

// table notes a call through a member of a global that only ever holds, by
// its initializer, one exported Go function.
func (c *collector) table(callee *callee) {
	names := c.p.inits[callee.global]
	if len(names) == 1 && c.p.exports[names[0]] {
		c.goCall(callee, summary.GoCall{Name: names[0], Path: []summary.Step{{Pos: c.pos(callee.pos), What: "calls the Go function " + names[0] + " through " + callee.global}}})
	}
}

// paramCalled notes that a parameter is called, in a loop or not.
func (c *collector) paramCalled(callee *callee, param int, path []summary.Step, loop *summary.GoLoop) {
	if inLoop, where := c.loop(callee.at); inLoop && loop == nil {
		loop = &summary.GoLoop{Loop: c.pos(where), Call: c.pos(callee.pos), Blocks: c.loopWaits(callee.at)}
	}
	if old, ok := c.ev.calls[param]; !ok || old.loop == nil && loop != nil {
		c.ev.calls[param] = paramCall{path, loop}
	}
}

// pointerCalled notes that a call calls the function that argument i is, in
// a loop of its own or not.
func (c *collector) pointerCalled(callee *callee, i int, path []summary.Step, loop *summary.GoLoop) {
	args := c.args(callee.at)
	if i >= len(args) || len(path) > maxDepth {
		return
	}
	if v := args[i]; v >= 0 && int(v) < c.Params && len(c.defs[v]) == 0 {
		c.paramCalled(callee, int(v), path, loop)
		return
	}
	name := c.funcValue(args[i], 0)
	if name == "" {
		return
	}
	var calls []summary.GoCall
	if c.p.exports[name] && c.p.lookup(c.unit, name) == nil {
		calls = []summary.GoCall{{Name: name, Path: append(path, summary.Step{Pos: c.pos(callee.pos), What: "calls the Go function " + name})}}
	} else if g := c.p.lookup(c.unit, name); g != nil && g.ev != nil {
		for _, call := range g.ev.goCalls {
			call.Path = append(append([]summary.Step(nil), path...), call.Path...)
			calls = append(calls, call)
		}
	}
	for _, call := range calls {
		c.goCall(callee, call)
		if loop != nil {
			l := *loop
			l.Name, l.Path = call.Name, call.Path
			c.goLoop(l)
		}
	}
}

// goCall notes a call into Go, and the loop it is in.
func (c *collector) goCall(callee *callee, g summary.GoCall) {
	g.Cond = g.Cond || !c.unconditional(callee.at)
	if len(g.Path) > maxDepth {
		return
	}
	if g.Locked == "" {
		g.Locked = c.locked[callee.at]
	}
	if len(c.ev.goCalls) < maxCalls {
		c.ev.goCalls = append(c.ev.goCalls, g)
	}
	loop, where := c.loop(callee.at)
	if !loop {
		return
	}
	c.goLoop(summary.GoLoop{Name: g.Name, Loop: c.pos(where), Call: c.pos(callee.pos), Path: g.Path, Blocks: c.loopWaits(callee.at)})
}

func (c *collector) goLoop(l summary.GoLoop) {
	if len(c.ev.goLoops) < maxCalls {
		c.ev.goLoops = append(c.ev.goLoops, l)
	}
}

// handful is how many turns a loop may have, with those around it, to be none
// that is worth a word, when that is constant.
const handful = 8

// loop returns where the loop begins that an instruction runs in on each
// turn. It passes over loops of a handful of turns.
func (f *function) loop(at int32) (ok bool, where cir.Pos) {
	turns := int64(1)
	for r := f.loopOf(at); r >= 0; r = f.loopAround(r) {
		if f.leaves(at, r) || f.latched(at, r) {
			return false, cir.Pos{}
		}
		if turns *= f.Regions[r].Turns; !f.Regions[r].Counted || turns > handful {
			return true, f.Regions[r].Pos
		}
	}
	for _, back := range f.Back {
		if back.Start <= at && at < back.End {
			return true, f.Code[back.Start].Pos
		}
	}
	return false, cir.Pos{}
}

// latched reports whether an instruction in loop region r stands under a
// condition on a local variable that is set under the same condition: what
// if (!done) { done = 1; … } does only once.
func (f *function) latched(at, loop int32) bool {
	for r := f.Code[at].Region; r != loop && r > 0; r = f.Regions[r].Parent {
		if c := f.Regions[r].Cond; c != cir.None && f.setsOperand(c, r, 0) {
			return true
		}
	}
	return false
}

// setsOperand reports whether a local variable that a condition is about is
// set in a region.
func (f *function) setsOperand(v cir.Value, region int32, depth int) bool {
	if v < 0 || depth > 3 {
		return false
	}
	if f.Vars[v].Name != "" {
		for _, d := range f.defs[v] {
			if f.within(f.Code[d].Region, region) && f.Const(f.Code[d].A) != nil {
				return true
			}
		}
		return false
	}
	for _, d := range f.defs[v] {
		in := &f.Code[d]
		if in.Op == cir.Arith && (f.setsOperand(in.A, region, depth+1) || in.B != cir.None && f.setsOperand(in.B, region, depth+1)) {
			return true
		}
	}
	return false
}

// leaves reports whether the code after an instruction leaves loop region r
// for certain, as in a search that calls on what it has found.
func (f *function) leaves(at, loop int32) bool {
	region := f.Code[at].Region
	for r := region; r != loop && r > 0; r = f.Regions[r].Parent {
		for i := range f.Regions {
			if x := &f.Regions[i]; x.Kind == cir.After && x.Pair == f.Regions[r].Pair && x.Pair != 0 &&
				x.Exit.Start <= at && at < x.Exit.End {
				return true
			}
		}
	}
	for i := at + 1; int(i) < len(f.Code) && f.Code[i].Region == region; i++ {
		if f.Code[i].Op == cir.Return {
			return true
		}
	}
	return false
}

// loopWaits reports whether the loop around an instruction waits on each
// turn.
func (c *collector) loopWaits(at int32) bool {
	r := c.loopOf(at)
	for i := range c.callees {
		callee := &c.callees[i]
		if r >= 0 && !c.within(c.Code[callee.at].Region, r) || r < 0 && !c.sameLoop(callee.at, at) {
			continue
		}
		if callee.contract != nil && (callee.contract.Blocks == "wait" || callee.contract.Blocks == "time" || callee.contract.Blocks == "io") {
			return true
		}
		if callee.fn != nil && callee.fn.ev != nil && len(callee.fn.ev.blocks) > 0 {
			return true
		}
	}
	return false
}

// maxBlockPath bounds the paths to a wait: a long one, as from sqlite3_step
// to pthread_join, is noise.
const maxBlockPath = 2

// waits notes that a call waits.
func (c *collector) waits(callee *callee) {
	if len(c.ev.blocks) >= maxCalls {
		return
	}
	at := c.pos(callee.pos)
	switch {
	case callee.contract != nil && callee.contract.Blocks != "":
		c.ev.blocks = append(c.ev.blocks, summary.Blocking{Kind: callee.contract.Blocks, Path: []summary.Step{{Pos: at, What: "calls " + callee.name}}})
	case callee.fn != nil && callee.fn.ev != nil:
		for _, b := range callee.fn.ev.blocks {
			if len(b.Path) < maxBlockPath && len(c.ev.blocks) < maxCalls {
				c.ev.blocks = append(c.ev.blocks, summary.Blocking{Kind: b.Kind, Path: append([]summary.Step{{Pos: at, What: "calls " + callee.name}}, b.Path...)})
			}
		}
	}
}
