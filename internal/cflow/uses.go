package cflow

import (
	"slices"

	"github.com/cgolint/cgolint/internal/cflow/accesspath"
	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cir"
)

// findReaders finds the functions that read each place: a variable outside of
// functions, or a field, which is taken for the same in all objects.
func (p *program) findReaders() {
	p.readers = make(map[string][]*function)
	for _, f := range p.funcs {
		for i := range f.Code {
			in := &f.Code[i]
			if in.Op != cir.Load && in.Op != cir.Get {
				continue
			}
			path := f.path(in)
			if k := f.Const(in.A); k != nil && k.Kind == cir.GlobalConst {
				path = accesspath.Path(k.Name) + path
			}
			place := path.InAnyObject()
			if all := p.readers[place]; place != "" && (len(all) == 0 || all[len(all)-1] != f) {
				p.readers[place] = append(all, f)
			}
		}
	}
}

// usedLater reports whether a function reads what f keeps in a place and is not
// called by f: what only those read that f calls is of use until it returns.
// What a library keeps is of use to it.
func (p *program) usedLater(f *function, k *kept) bool {
	if k.sink.kind == summary.Library {
		return true
	}
	called := p.calledBy(f)
	return slices.ContainsFunc(p.readers[k.sink.text.InAnyObject()], func(g *function) bool { return !called[g] })
}

// calledBy returns f and the functions that it calls, as far as they can be
// told.
func (p *program) calledBy(f *function) map[*function]bool {
	if p.called[f] == nil {
		all := map[*function]bool{f: true}
		for todo := []*function{f}; len(todo) > 0; {
			g := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			p.eachCallee(g, func(h *function) {
				if !all[h] {
					all[h] = true
					todo = append(todo, h)
				}
			})
		}
		p.called[f] = all
	}
	return p.called[f]
}
