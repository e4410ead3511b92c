package cflow

import (
	"maps"
	"slices"

	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/contract"
)

// A callbacks collects how a function comes back to Go, and how it waits.
type callbacks struct{ *collector }

// collect goes through the calls of the function.
func (c *callbacks) collect() {
	for i := range c.callees {
		callee := &c.callees[i]
		c.comesBack(callee)
		c.waits(callee)
	}
}

// comesBack notes the ways of one call back into Go.
func (c *callbacks) comesBack(callee *callee) {
	at := c.pos(callee.pos)
	switch {
	case callee.export:
		c.goCall(callee, summary.GoCall{Name: callee.name, Path: []summary.Step{{Pos: at, What: "calls the Go function " + callee.name}}})
	case callee.param >= 0:
		c.paramCalled(callee, callee.param, []summary.Step{{Pos: at, What: "calls its parameter " + c.paramName(callee.param)}}, nil)
	case callee.global != "":
		c.table(callee)
	case callee.fn != nil && callee.fn.ev != nil:
		if len(callee.fn.ev.goCalls)+len(callee.fn.ev.goLoops)+len(callee.fn.ev.calls) == 0 {
			return
		}
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
		for _, i := range slices.Sorted(maps.Keys(callee.fn.ev.calls)) {
			call := callee.fn.ev.calls[i]
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
func (c *callbacks) table(callee *callee) {
	names := c.p.inits[callee.global]
	if len(names) == 1 && c.p.exports[names[0]] {
		c.goCall(callee, summary.GoCall{Name: names[0], Path: []summary.Step{{Pos: c.pos(callee.pos), What: "calls the Go function " + names[0] + " through " + callee.global}}})
	}
}

// paramCalled notes that a parameter is called, in a loop or not.
func (c *callbacks) paramCalled(callee *callee, param int, path []summary.Step, loop *summary.GoLoop) {
	if inLoop, where := c.loop(callee.at); inLoop && loop == nil {
		loop = &summary.GoLoop{Loop: c.pos(where), Call: c.pos(callee.pos), Blocks: c.loopWaits(callee.at)}
	}
	if old, ok := c.ev.calls[param]; !ok || old.loop == nil && loop != nil {
		c.ev.calls[param] = paramCall{path, loop}
	}
}

// pointerCalled notes that a call calls the function that argument i is, in
// a loop of its own or not.
func (c *callbacks) pointerCalled(callee *callee, i int, path []summary.Step, loop *summary.GoLoop) {
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
func (c *callbacks) goCall(callee *callee, g summary.GoCall) {
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

func (c *callbacks) goLoop(l summary.GoLoop) {
	if len(c.ev.goLoops) < maxCalls {
		c.ev.goLoops = append(c.ev.goLoops, l)
	}
}

// maxBlockPath bounds the paths to a wait: a long one, as from sqlite3_step
// to pthread_join, is noise.
const maxBlockPath = 2

// waits notes that a call waits.
func (c *callbacks) waits(callee *callee) {
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
