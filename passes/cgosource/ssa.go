package cgosource

import (
	"cmp"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Functions returns the functions of the view that have bodies, in SSA form:
// functions, methods and literals, in source order. It is empty when there is
// no SSA form.
func (p *Package) Functions() []*ssa.Function { return p.functions() }

func (p *Package) listFunctions() []*ssa.Function {
	pkg, err := p.SSA()
	if err != nil {
		return nil
	}
	var all []*ssa.Function
	var add func(fn *ssa.Function)
	add = func(fn *ssa.Function) {
		if fn == nil || fn.Blocks == nil {
			return
		}
		all = append(all, fn)
		for _, lit := range fn.AnonFuncs {
			add(lit)
		}
	}
	for _, obj := range p.Info.Defs {
		if fn, ok := obj.(*types.Func); ok {
			add(pkg.Prog.FuncValue(fn))
		}
	}
	add(pkg.Func("init"))
	slices.SortStableFunc(all, func(x, y *ssa.Function) int {
		if x.Pos() != y.Pos() {
			return cmp.Compare(x.Pos(), y.Pos())
		}
		return cmp.Compare(x.String(), y.String())
	})
	return slices.Compact(all)
}

// CFunc returns the name of the C function that an SSA function stands for.
func CFunc(fn *ssa.Function) (name string, ok bool) {
	if fn == nil || fn.Object() == nil || fn.Blocks != nil {
		return "", false
	}
	name, kind, ok := CName(fn.Object())
	return name, ok && kind == Func
}
