package finalize

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

// A Child is an object whose memory of C refers to that of another, its
// parent, which may be finalized before it, because the child does not lead to
// it in Go.
type Child struct {
	Call   *ssa.Call // of the C function that makes the memory
	Func   string    // its name
	Object ssa.Value // the child
	Parent ssa.Value
	Free   Free // of the parent
}

// findChildren records the children that a function makes.
func (p *Package) findChildren(fn *ssa.Function) {
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			name, ok := cgosource.CFunc(call.Common().StaticCallee())
			if s := p.sums.Func(name); ok && s != nil && !s.Contract {
				if child := p.child(call, name, s); child != nil {
					p.Children = append(p.Children, child)
				}
			}
		}
	}
}

// child returns the child that gets the result of a C function which keeps an
// argument in it, or nil.
func (p *Package) child(call *ssa.Call, name string, s *csummary.Func) *Child {
	object := p.ownerOf(call)
	if object == nil {
		return nil
	}
	own, freed := p.freedOf(object.Type())
	if freed == nil || p.neverRuns[own] {
		return nil
	}
	for i, arg := range call.Common().Args {
		if i >= len(s.Params) || !slices.ContainsFunc(s.Params[i].Retained, inResult) {
			continue
		}
		for _, c := range p.chains(arg, nil) {
			if parent, free := p.parentIn(c, object); parent != nil && !p.shares(freed, free.Func) {
				return &Child{Call: call, Func: name, Object: object, Parent: parent, Free: free}
			}
		}
	}
	return nil
}

// inResult reports whether C always keeps a pointer in the object that it
// returns.
func inResult(r csummary.Retention) bool {
	return r.Sink == csummary.Handle && r.Arg == -1 && r.Field == "" && r.Always()
}

// ownerOf returns the new object in a field of which the result of a call is
// stored, or nil.
func (p *links) ownerOf(call *ssa.Call) ssa.Value {
	for _, instr := range govalue.Referrers(call) {
		store, ok := instr.(*ssa.Store)
		if !ok || store.Val != call {
			continue
		}
		addr, ok := store.Addr.(*ssa.FieldAddr)
		if !ok {
			continue
		}
		if local, ok := addr.X.(*ssa.Alloc); ok && local.Heap {
			return local
		}
	}
	return nil
}

// parentIn returns the object in a chain that frees what the chain leads to
// when it is finalized, unless the child leads to it or it is stored elsewhere.
func (p *Package) parentIn(c chain, child ssa.Value) (ssa.Value, Free) {
	for i, place := range c {
		name, freed := p.freedOf(place.value.Type())
		if freed == nil || p.neverRuns[name] {
			continue
		}
		for _, free := range freed.Frees {
			if !slices.Equal(free.Path, place.path) {
				continue
			}
			k := p.keepersOf(values(c[i:])...)
			if k.stored != nil || k.values[child] || k.holders[child] {
				return nil, Free{}
			}
			if _, isParam := c.root().value.(*ssa.Parameter); !isParam {
				return nil, Free{}
			}
			return place.value, free
		}
	}
	return nil, Free{}
}

// shares reports whether what frees the child's memory also gives up the
// parent's, by the function that frees that: then C counts references.
func (p *links) shares(child *Freed, parent string) bool {
	return slices.ContainsFunc(child.Frees, func(f Free) bool { return p.calls(f.Func, parent, 4) })
}

// calls reports whether a C function may call another; of one without a body,
// that is not known.
func (p *links) calls(name, other string, depth int) bool {
	s := p.sums.Func(name)
	if name == other || s == nil || s.Contract || depth == 0 {
		return true
	}
	return slices.ContainsFunc(s.Calls, func(callee string) bool {
		f := p.sums.Func(callee)
		return callee == other || f != nil && !f.Contract && callee != name && p.calls(callee, other, depth-1)
	})
}
