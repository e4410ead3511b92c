package cflow

import (
	"slices"

	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/contract"
)

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
