package cflow

import (
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/cflow/accesspath"
	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cir"
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

// placeLoops sets the loops of a function that call on each turn what is
// stored in a place: those that call a Go function, where C stores nothing
// else there, and those of which Go may store it.
func (p *program) placeLoops(f *function, s *summary.Func) {
	for _, c := range f.ev.places {
		if c.loop == nil {
			continue
		}
		s.PlaceLoops = append(s.PlaceLoops, *c.loop)
		if names := p.onlyExports(f, p.stored[c.place]); len(names) > 0 && len(s.GoLoops) < maxCalls {
			l := *c.loop
			l.Name = names[0]
			s.GoLoops = append(s.GoLoops, l)
		}
	}
}

// onlyExports returns the exports that calls of functions by their names lead
// to, or nil when one of them leads to none.
func (p *program) onlyExports(f *function, called []string) (names []string) {
	for _, name := range called {
		exports := p.exportsOf(f, name)
		if len(exports) == 0 {
			return nil
		}
		names = append(names, exports...)
	}
	return names
}
