package cflow

import (
	"slices"

	"github.com/cgolint/cgolint/internal/cflow/summary"
)

// findDestructors finds, for each type of a structure, the functions that free
// an object of it: first those that always do, then those that do when nobody
// else uses it. Static functions of C
// files, which Go cannot call, are left out unless all are asked for.
func (p *program) findDestructors(all bool) {
	always, sometimes := make(map[string][]string), make(map[string][]string)
	add := func(to map[string][]string, t, name string) {
		if !slices.Contains(to[t], name) {
			to[t] = append(to[t], name)
		}
	}
	for _, f := range p.funcs {
		if f.ev == nil || f.System || f.Static && !all && !isGo(f.unit.Name) {
			continue
		}
		for i := range f.Types {
			t := &f.Types[i]
			if t.Pointer || t.Name == "" || t.Name == "void" || t.Name == "char" {
				continue
			}
			if _, ok := f.ev.freed[i]; ok {
				add(always, t.Name, f.Name)
			} else if _, ok := f.ev.mayFree[i]; ok {
				add(sometimes, t.Name, f.Name)
			}
		}
	}
	p.destructors = always
	for _, names := range []map[string][]string{always, sometimes} {
		for t := range names {
			slices.Sort(names[t])
		}
	}
	for t, names := range sometimes {
		p.destructors[t] = append(p.destructors[t], names...)
	}
}

// freedBy adds to an origin of what f hands out, as its result or through
// parameter out, the functions that free such an object.
func (p *program) freedBy(f *function, o summary.Origin, out int) summary.Origin {
	t := f.Returns
	if out >= 0 {
		t = f.Types[out]
	}
	if o.Kind != summary.Fresh || len(p.destructors[t.Name]) == 0 {
		return o
	}
	names := slices.Clone(p.destructors[t.Name])
	for _, name := range o.FreedBy {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	o.FreedBy = names
	return o
}
