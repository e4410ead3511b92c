package exportcall

import (
	"slices"

	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

// A Reach is a function that runs when C calls an exported one.
type Reach struct {
	*Func
	Export *Func  // that C calls
	Via    []Call // the calls from the export to the function
}

// Reached returns the functions that run when C calls an export, the exports
// included, each once with a shortest way. It follows no call that is skipped.
func (p *Package) Reached(skip func(Call) bool) []Reach {
	return p.ReachedFrom(p.Exports(), skip)
}

// ReachedFrom is Reached for some of the exports.
func (p *Package) ReachedFrom(exports []*Func, skip func(Call) bool) []Reach {
	var all []Reach
	seen := make(map[*Func]bool)
	add := func(r Reach) {
		if !seen[r.Func] {
			seen[r.Func] = true
			all = append(all, r)
		}
	}
	for _, f := range exports {
		add(Reach{Func: f, Export: f})
	}
	for i := 0; i < len(all); i++ {
		for _, call := range all[i].Calls {
			if call.Callee != nil && !skip(call) {
				add(Reach{call.Callee, all[i].Export, append(all[i].Via[:len(all[i].Via):len(all[i].Via)], call)})
			}
		}
	}
	return all
}

// Exports returns the exported functions.
func (p *Package) Exports() []*Func {
	var all []*Func
	for _, f := range p.order {
		if f.Export != nil {
			all = append(all, f)
		}
	}
	return all
}

// CallsGo says whether a C function calls an exported function before it
// returns: Yes is evidence, No is proof.
func (p *Package) CallsGo(c *cgosource.Call, export *Func) csummary.Verdict {
	name := export.Export.Name
	if slices.Contains(p.sums.Export(name).Callers, c.Name) {
		return csummary.Yes
	}
	f := p.sums.Func(c.Name)
	if f == nil {
		return p.passed(c, nil, name)
	}
	for _, g := range f.GoCalls {
		if g.Name == name {
			return csummary.Yes
		}
	}
	if v := p.passed(c, f, name); v != csummary.Unknown || f.CallsGo == csummary.Unknown {
		return v
	}
	return csummary.No
}

// passed says whether a call passes an exported function to C that calls it
// before it returns.
func (p *Package) passed(c *cgosource.Call, f *csummary.Func, name string) csummary.Verdict {
	for i, arg := range c.Args {
		if p.src.PassedFunc(arg) != name {
			continue
		}
		if f == nil || i >= len(f.Params) {
			return csummary.Unknown
		}
		return f.Params[i].Called
	}
	return csummary.Unknown
}
