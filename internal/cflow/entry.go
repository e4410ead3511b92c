package cflow

import (
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/cflow/accesspath"
	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cir"
	"github.com/cgolint/cgolint/internal/contract"
)

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
					add(o.at(f.path(in)).InAnyObject(), name)
				}
			}
		}
		p.storedByCallees(f, add)
	}
	for global, names := range p.inits {
		for _, name := range names {
			add(accesspath.Path(global).InAnyObject(), name)
		}
	}
}

// storedByCallees calls add for each function that f hands to one that stores
// it, as a setter does.
func (p *program) storedByCallees(f *function, add func(place, name string)) {
	for i := range f.callees {
		callee := &f.callees[i]
		if callee.fn == nil || callee.fn.ev == nil {
			continue
		}
		for n, arg := range f.args(callee.at) {
			name := f.funcValue(arg, 0)
			if name == "" || n >= callee.fn.Params {
				continue
			}
			for _, place := range p.storedAt(callee.fn, n) {
				add(place, name)
			}
		}
	}
}

// placeLoops sets the loops of a function that call on each turn what is
// stored in a place: those that call a Go function, where C stores nothing
// else there, and those of which Go may store it.
func (p *program) placeLoops(f *function, s *summary.Func) {
	for _, c := range f.ev.places {
		if c.loop == nil {
			continue
		}
		s.PlaceLoops = append(s.PlaceLoops, *c.loop)
		isGo := func(name string) bool { return len(p.exportsOf(f, name)) > 0 }
		if stored := p.stored[c.place]; len(stored) > 0 && len(s.GoLoops) < maxCalls && !slices.ContainsFunc(stored, func(name string) bool { return !isGo(name) }) {
			l := *c.loop
			l.Name = p.exportsOf(f, stored[0])[0]
			s.GoLoops = append(s.GoLoops, l)
		}
	}
}

// exportUses finds how C calls each export.
func (p *program) exportUses() map[string]summary.ExportUse {
	uses := make(map[string]summary.ExportUse)
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
		names = append(names, p.exportsOf(f, name)...)
	}
	return names
}

// exportsOf returns the exports that a call of the function named name leads
// to: itself, or those that it calls.
func (p *program) exportsOf(f *function, name string) (names []string) {
	if p.exports[name] {
		return []string{name}
	}
	if called := p.lookup(f.unit, name); called != nil && called.ev != nil {
		for _, g := range called.ev.goCalls {
			names = append(names, g.Name)
		}
	}
	return names
}

func (p *program) synchronous(uses map[string]summary.ExportUse, name string) {
	u := uses[name]
	u.Synchronous = summary.Yes
	uses[name] = u
}

// noteCaller notes that a function calls an export by a pointer that is stored
// in a place, where nothing else is ever stored.
func (p *program) noteCaller(uses map[string]summary.ExportUse, name, place string, f *function) {
	u := uses[name]
	if len(p.stored[place]) == 1 && len(u.Callers) < maxCalls && !slices.Contains(u.Callers, f.Name) {
		u.Callers = append(u.Callers, f.Name)
		uses[name] = u
	}
}

// onThread notes the exports that a thread calls.
func (p *program) onThread(uses map[string]summary.ExportUse, f *function, s spawn) {
	note := func(name string, path []summary.Step) {
		u := uses[name]
		if u.OwnThread != summary.Yes {
			u.OwnThread, u.Path = summary.Yes, path
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
func (p *program) calledLater(f *function, i int, param *summary.Param) {
	for _, s := range f.ev.spawns {
		if s.name == "" && s.par == i {
			param.CalledOnThread = summary.Yes
		}
	}
	for j := range f.ev.retained {
		k := &f.ev.retained[j]
		if k.source.kind != fromParam || k.source.n != i || k.sink.kind == summary.Library {
			continue
		}
		place := k.sink.text.InAnyObject()
		if p.threadPlaces[place] {
			param.CalledOnThread = summary.Yes
		}
		for _, name := range p.placeCallers[place] {
			if name != f.Name && !slices.Contains(param.CalledLater, name) {
				param.CalledLater = append(param.CalledLater, name)
			}
		}
	}
}

// storedAt returns the global variables and fields that a function may store
// parameter i in, with a conversion or not: also where x = m ? m : malloc
// stores another function when there is none.
func (p *program) storedAt(f *function, i int) []string {
	var all []string
	for at := range f.Code {
		in := &f.Code[at]
		if in.Op != cir.Store || !f.mayBeParam(in.B, i, 0) {
			continue
		}
		o := p.origin(f, in.A, int32(at), 0)
		place := o.at(f.path(in)).InAnyObject()
		if (o.kind == fromGlobal || strings.HasPrefix(place, ".")) && !slices.Contains(all, place) {
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
