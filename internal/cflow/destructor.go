package cflow

import "slices"

// findDestructors finds, for each type of a structure, the functions that free
// an object of it, always or when nobody else uses it. Static functions of C
// files, which Go cannot call, are left out unless all are asked for.
func (p *program) findDestructors(all bool) {
	p.destructors = make(map[string][]string)
	for _, f := range p.funcs {
		if f.ev == nil || f.System || f.Static && !all && !isGo(f.unit.Name) {
			continue
		}
		for i := range f.Types {
			t := &f.Types[i]
			if t.Pointer || t.Name == "" || t.Name == "void" || t.Name == "char" {
				continue
			}
			_, freed := f.ev.freed[i]
			_, may := f.ev.mayFree[i]
			if (freed || may) && !slices.Contains(p.destructors[t.Name], f.Name) {
				p.destructors[t.Name] = append(p.destructors[t.Name], f.Name)
			}
		}
	}
	for _, names := range p.destructors {
		slices.Sort(names)
	}
}

// freedBy adds to an origin of what f hands out, as its result or through
// parameter out, the functions that free such an object.
func (p *program) freedBy(f *function, o Origin, out int) Origin {
	t := f.Returns
	if out >= 0 {
		t = f.Types[out]
	}
	if o.Kind != Fresh || len(p.destructors[t.Name]) == 0 {
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
