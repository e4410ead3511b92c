package lockedmap

import (
	"cmp"
	"go/types"
	"slices"
)

// A boundary says how the functions of the package stand to C. A function
// that another one mentions counts as called by it.
type boundary struct {
	exported map[*types.Func][]*types.Func // the exports that are it, or call it
	aroundC  map[*types.Func]bool          // it calls C, or what calls it does, or what calls that
}

// findBoundary finds how the functions stand to C.
func (p *Package) findBoundary() *boundary {
	callees := make(map[*types.Func][]*types.Func)
	callsC := make(map[*types.Func]bool)
	for _, f := range p.graph.Functions() {
		if f.Declared == nil || p.src.IsTest(f.Node.Pos()) {
			continue
		}
		fn, ok := f.Declared.Func.(*types.Func)
		if !ok {
			continue
		}
		if f == f.Declared {
			for _, mentioned := range f.Mentions {
				callees[fn] = append(callees[fn], mentioned.Func.(*types.Func))
			}
		}
		for _, call := range f.Calls {
			if c := p.src.Call(call.Expr()); c != nil && c.Crosses() && !IsQuick(c.Name) {
				callsC[fn] = true
			}
		}
	}
	b := &boundary{exported: p.reachable(callees), aroundC: callsC}
	for range 2 {
		around := make(map[*types.Func]bool)
		for fn := range b.aroundC {
			around[fn] = true
			for _, callee := range callees[fn] {
				around[callee] = true
			}
		}
		b.aroundC = around
	}
	return b
}

// reachable returns the functions that exports call, and the exports, each
// with the exports that lead to it.
func (p *Package) reachable(callees map[*types.Func][]*types.Func) map[*types.Func][]*types.Func {
	reached := make(map[*types.Func][]*types.Func)
	var visit func(export, fn *types.Func)
	visit = func(export, fn *types.Func) {
		if fn == nil || slices.Contains(reached[fn], export) {
			return
		}
		reached[fn] = append(reached[fn], export)
		for _, callee := range callees[fn] {
			visit(export, callee)
		}
	}
	for _, e := range p.src.Exports() {
		visit(e.Func, e.Func)
	}
	return reached
}

// Exports returns the exported functions that a function is, or that lead to it.
func (p *Package) Exports(fn *types.Func) []*types.Func { return p.boundary().exported[fn] }

// Callbacks returns the exported functions that look the map up when C calls
// them, in source order.
func (p *Package) Callbacks(m *Map) []*types.Func {
	var callbacks []*types.Func
	for _, a := range m.Accesses {
		if a.Kind != Lookup {
			continue
		}
		for _, export := range p.boundary().exported[a.Func] {
			if !slices.Contains(callbacks, export) {
				callbacks = append(callbacks, export)
			}
		}
	}
	slices.SortFunc(callbacks, func(a, b *types.Func) int { return cmp.Compare(a.Pos(), b.Pos()) })
	return callbacks
}

// ForOthers reports whether other packages look the map up by a key of their
// own: an exported function has the key as a parameter.
func (p *Package) ForOthers(m *Map) bool {
	return slices.ContainsFunc(m.Accesses, func(a *Access) bool {
		if a.Kind != Lookup || a.Func == nil || !a.Func.Exported() {
			return false
		}
		v := p.guard.Path(p.src.Unconverted(a.Key)).Root
		return v != nil && v.Kind() == types.ParamVar
	})
}
