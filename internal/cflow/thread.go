package cflow

import (
	"github.com/cgolint/cgolint/internal/cflow/summary"
	"slices"
	"strings"
)

// starters are functions that start a thread, with the argument that is the
// function it runs.
var starters = map[string]int{
	"pthread_create": 2, "thrd_create": 1, "g_thread_new": 1, "g_thread_try_new": 1, "SDL_CreateThread": 0,
	"SDL_CreateThreadWithStackSize": 0, "uv_thread_create": 1, "CreateThread": 2, "_beginthreadex": 2, "_beginthread": 0,
	"dispatch_async_f": 2, "GOMP_parallel": 0,
}

// A placeCall is evidence that the function is called that is stored in a
// place.
type placeCall struct {
	place string
	path  []summary.Step
	loop  *summary.GoLoop // the loop that calls it on each turn, or nil; Name is the place
}

// A spawn is evidence that a thread is started.
type spawn struct {
	name string    // of the function that it runs, or "" when that is parameter param
	unit *function // that names it
	path []summary.Step
	par  int
}

// threads notes which threads the function starts, and which stored functions
// it calls.
func (c *collector) threads() {
	for i := range c.callees {
		callee := &c.callees[i]
		at := c.pos(callee.pos)
		if n, ok := starters[callee.name]; ok && callee.fn == nil {
			c.starts(callee, n, []summary.Step{{Pos: at, What: "starts a thread with " + callee.name}})
			continue
		}
		if place := c.calledPlace(callee); place != "" {
			c.callsPlace(callee, placeCall{place: place, path: []summary.Step{{Pos: at, What: "calls " + strings.TrimPrefix(place, ".")}}})
		}
		if callee.fn == nil || callee.fn.ev == nil {
			continue
		}
		step := summary.Step{Pos: at, What: "calls " + callee.name}
		for _, p := range callee.fn.ev.places {
			c.callsPlace(callee, placeCall{p.place, append([]summary.Step{step}, p.path...), p.loop})
		}
		for _, s := range callee.fn.ev.spawns {
			path := append([]summary.Step{step}, s.path...)
			if s.name == "" {
				c.starts(callee, s.par, path)
			} else {
				c.spawns(spawn{name: s.name, unit: s.unit, path: path})
			}
		}
	}
}

// starts notes a thread that runs argument n of a call.
func (c *collector) starts(callee *callee, n int, path []summary.Step) {
	args := c.args(callee.at)
	if n >= len(args) {
		return
	}
	if name := c.funcValue(args[n], 0); name != "" {
		c.spawns(spawn{name: name, unit: c.function, path: path})
		return
	}
	if o := c.p.origin(c.function, args[n], callee.at, 0); o.kind == fromParam && o.path == "" {
		c.spawns(spawn{par: o.n, path: path})
	}
}

func (c *collector) spawns(s spawn) {
	if len(s.path) <= maxDepth && len(c.ev.spawns) < maxCalls {
		c.ev.spawns = append(c.ev.spawns, s)
	}
}

// callsPlace notes that a call calls what is stored in a place, in a loop or
// not.
func (c *collector) callsPlace(callee *callee, p placeCall) {
	if len(p.path) > maxDepth {
		return
	}
	if inLoop, where := c.loop(callee.at); inLoop && p.loop == nil {
		p.loop = &summary.GoLoop{Name: p.place, Loop: c.pos(where), Call: c.pos(callee.pos), Path: p.path, Blocks: c.loopWaits(callee.at)}
	}
	i := slices.IndexFunc(c.ev.places, func(q placeCall) bool { return q.place == p.place })
	switch {
	case i < 0 && len(c.ev.places) < maxKept/4:
		c.ev.places = append(c.ev.places, p)
	case i >= 0 && c.ev.places[i].loop == nil:
		c.ev.places[i].loop = p.loop
	}
}

// calledPlace returns the place that a called function was loaded from, or "".
func (c *collector) calledPlace(callee *callee) string {
	if callee.name != "" || callee.param >= 0 {
		return ""
	}
	o := c.p.origin(c.function, c.Code[callee.at].A, callee.at, 0)
	if o.kind != fromDeep && o.kind != fromStatic {
		return ""
	}
	return o.text.InAnyObject()
}
