package cflow

import (
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/cir"
	"github.com/cgolint/cgolint/internal/contract"
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
	path  []Step
	loop  *GoLoop // the loop that calls it on each turn, or nil; Name is the place
}

// A spawn is evidence that a thread is started.
type spawn struct {
	name string    // of the function that it runs, or "" when that is parameter param
	unit *function // that names it
	path []Step
	par  int
}

// threads notes which threads the function starts, and which stored functions
// it calls.
func (c *collector) threads() {
	for i := range c.callees {
		callee := &c.callees[i]
		at := c.pos(callee.pos)
		if n, ok := starters[callee.name]; ok && callee.fn == nil {
			c.starts(callee, n, []Step{{at, "starts a thread with " + callee.name}})
			continue
		}
		if place := c.calledPlace(callee); place != "" {
			c.callsPlace(callee, placeCall{place: place, path: []Step{{at, "calls " + strings.TrimPrefix(place, ".")}}})
		}
		if callee.fn == nil || callee.fn.ev == nil {
			continue
		}
		step := Step{at, "calls " + callee.name}
		for _, p := range callee.fn.ev.places {
			c.callsPlace(callee, placeCall{p.place, append([]Step{step}, p.path...), p.loop})
		}
		for _, s := range callee.fn.ev.spawns {
			path := append([]Step{step}, s.path...)
			if s.name == "" {
				c.starts(callee, s.par, path)
			} else {
				c.spawns(spawn{name: s.name, unit: s.unit, path: path})
			}
		}
	}
}

// starts notes a thread that runs argument n of a call.
func (c *collector) starts(callee *callee, n int, path []Step) {
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
		p.loop = &GoLoop{Name: p.place, Loop: c.pos(where), Call: c.pos(callee.pos), Path: p.path, Blocks: c.loopWaits(callee.at)}
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
	return o.text.inAnyObject()
}

// findStored notes which functions are stored in places, by all functions.
func (p *program) findStored() {
	p.stored = make(map[string][]string)
	add := func(place, name string) {
		if !slices.Contains(p.stored[place], name) {
			p.stored[place] = append(p.stored[place], name)
		}
	}
	for _, f := range p.funcs {
		if f.ev == nil {
			continue
		}
		for i := range f.Code {
			if in := &f.Code[i]; in.Op == cir.Store {
				if name := f.funcValue(in.B, 0); name != "" {
					o := p.origin(f, in.A, int32(i), 0)
					add(o.at(f.path(in)).inAnyObject(), name)
				}
			}
		}
	}
	for global, names := range p.inits {
		for _, name := range names {
			add(accessPath(global).inAnyObject(), name)
		}
	}
}

// exportUses finds how C calls each export.
func (p *program) exportUses() map[string]ExportUse {
	uses := make(map[string]ExportUse)
	for _, f := range p.funcs {
		if f.ev == nil {
			continue
		}
		for _, s := range f.ev.spawns {
			if s.name != "" {
				p.onThread(uses, f, s)
			}
		}
		if f.Static && !isGo(f.unit.Name) || p.entries[f] {
			continue
		}
		for _, g := range f.ev.goCalls {
			p.synchronous(uses, g.Name)
		}
		for _, c := range f.ev.places {
			for _, name := range p.exportsIn(f, c.place) {
				p.synchronous(uses, name)
				p.noteCaller(uses, name, c.place, f)
			}
		}
	}
	return uses
}

// exportsIn returns the exports that are called when a function calls what is
// stored in a place: those that are stored there, and those that stored
// functions call.
func (p *program) exportsIn(f *function, place string) (names []string) {
	for _, name := range p.stored[place] {
		if p.exports[name] {
			names = append(names, name)
		} else if stored := p.lookup(f.unit, name); stored != nil && stored.ev != nil {
			for _, g := range stored.ev.goCalls {
				names = append(names, g.Name)
			}
		}
	}
	return names
}

func (p *program) synchronous(uses map[string]ExportUse, name string) {
	u := uses[name]
	u.Synchronous = Yes
	uses[name] = u
}

// noteCaller notes that a function calls an export by a pointer that is stored
// in a place, where nothing else is ever stored.
func (p *program) noteCaller(uses map[string]ExportUse, name, place string, f *function) {
	u := uses[name]
	if len(p.stored[place]) == 1 && len(u.Callers) < maxCalls && !slices.Contains(u.Callers, f.Name) {
		u.Callers = append(u.Callers, f.Name)
		uses[name] = u
	}
}

// onThread notes the exports that a thread calls.
func (p *program) onThread(uses map[string]ExportUse, f *function, s spawn) {
	note := func(name string, path []Step) {
		u := uses[name]
		if u.OwnThread != Yes {
			u.OwnThread, u.Path = Yes, path
		}
		if len(u.Starters) < maxCalls && !slices.Contains(u.Starters, f.Name) {
			u.Starters = append(u.Starters, f.Name)
		}
		uses[name] = u
	}
	entry := p.lookup(s.unit.unit, s.name)
	if entry == nil && p.exports[s.name] {
		note(s.name, s.path)
	}
	if entry == nil || entry.ev == nil {
		return
	}
	for _, g := range entry.ev.goCalls {
		note(g.Name, append(slices.Clip(s.path), g.Path...))
	}
	for _, c := range entry.ev.places {
		for _, name := range p.exportsIn(entry, c.place) {
			note(name, append(slices.Clip(s.path), c.path...))
		}
	}
}

// findEntries finds the functions that threads run, and the places whose
// functions they call.
func (p *program) findEntries() {
	p.entries, p.threadPlaces = make(map[*function]bool), make(map[string]bool)
	for _, f := range p.funcs {
		if f.ev == nil {
			continue
		}
		for _, s := range f.ev.spawns {
			if s.name == "" {
				continue
			}
			entry := p.lookup(s.unit.unit, s.name)
			if entry == nil || entry.ev == nil {
				continue
			}
			p.entries[entry] = true
			for _, c := range entry.ev.places {
				p.threadPlaces[c.place] = true
			}
		}
	}
}

// calledLater sets what is known of a function parameter that is called after
// the return.
func (p *program) calledLater(f *function, i int, param *Param) {
	for _, s := range f.ev.spawns {
		if s.name == "" && s.par == i {
			param.CalledOnThread = Yes
		}
	}
	for j := range f.ev.retained {
		k := &f.ev.retained[j]
		if k.source.kind != fromParam || k.source.n != i || k.sink.kind == Library {
			continue
		}
		place := k.sink.text.inAnyObject()
		if p.threadPlaces[place] {
			param.CalledOnThread = Yes
		}
		for _, name := range p.placeCallers[place] {
			if name != f.Name && !slices.Contains(param.CalledLater, name) {
				param.CalledLater = append(param.CalledLater, name)
			}
		}
	}
}

// storedAt returns the global variables that a function may store parameter i
// in, with a conversion or not: also where x = m ? m : malloc stores another
// function when there is none.
func (p *program) storedAt(f *function, i int) []string {
	var all []string
	for at := range f.Code {
		in := &f.Code[at]
		if in.Op != cir.Store || f.path(in) != "" || !f.mayBeParam(in.B, i, 0) {
			continue
		}
		o := p.origin(f, in.A, int32(at), 0)
		if place := o.at("").inAnyObject(); o.kind == fromGlobal && o.path == "" && !slices.Contains(all, place) {
			all = append(all, place)
		}
	}
	return all
}

// mayBeParam reports whether a value is parameter i, on some way at least.
func (f *function) mayBeParam(v cir.Value, i, depth int) bool {
	switch {
	case v < 0 || depth > 8:
		return false
	case int(v) == i:
		return true
	}
	return slices.ContainsFunc(f.defs[v], func(d int32) bool {
		return f.Code[d].Op == cir.Copy && f.mayBeParam(f.Code[d].A, i, depth+1)
	})
}

// findPlaceCallers finds for each place the functions that call what is stored
// there.
func (p *program) findPlaceCallers() {
	p.placeCallers = make(map[string][]string)
	for _, f := range p.funcs {
		if f.ev == nil {
			continue
		}
		for _, c := range f.ev.places {
			if names := p.placeCallers[c.place]; len(names) < maxCalls && !slices.Contains(names, f.Name) {
				p.placeCallers[c.place] = append(names, f.Name)
			}
		}
	}
}

// runsOnThread reports whether a library function runs its argument i on a
// thread.
func runsOnThread(c *contract.Func, i int) bool {
	n, starts := starters[c.Name]
	p := c.Param(i)
	return starts && n == i || p != nil && p.What&contract.OnThread != 0
}
