package ownership

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
)

// export tells other packages what the exported functions do with resources.
func (p *Package) export() {
	if p.src.IsStandard() {
		return
	}
	exported := false
	for _, fn := range p.functions {
		obj, ok := fn.Object().(*types.Func)
		if !ok || !obj.Exported() || p.src.IsTest(fn.Pos()) {
			continue
		}
		s := p.summaryOf(fn)
		if s == nil {
			continue
		}
		if original := p.src.Object(obj); original != nil && original.Pkg() == p.pass.Pkg {
			p.pass.ExportObjectFact(original, s)
			exported = true
		}
	}
	if exported {
		p.pass.ExportPackageFact(&Reaches{})
	}
}

// summaryOf returns what callers of other packages need to know of a
// function, or nil.
func (p *Package) summaryOf(fn *ssa.Function) *Summary {
	s := new(Summary)
	for _, kind := range Kinds {
		s.Results = append(s.Results, p.resultsOf(kind, fn)...)
		for i, param := range fn.Params {
			if gotype.IsAddress(param.Type()) && p.isResourceType(param.Type()) {
				if e := p.effectOf(kind, fn, i, ""); e != nil {
					s.Effects = append(s.Effects, *e)
				}
			}
		}
		for _, e := range p.freedParts(kind, fn) {
			if e.Path != "" {
				s.Effects = append(s.Effects, *e)
			}
		}
	}
	if len(s.Results) == 0 && len(s.Effects) == 0 {
		return nil
	}
	return s
}

// isResourceType reports whether a parameter may be a resource itself, rather
// than an object of Go that has one.
func (p *Package) isResourceType(t types.Type) bool {
	ptr, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return true
	}
	switch elem := types.Unalias(ptr.Elem()).(type) {
	case *types.Named:
		return isCType(elem.Obj())
	case *types.Basic:
		return true
	}
	if a, ok := ptr.Elem().(*types.Alias); ok {
		return isCType(a.Obj())
	}
	return false
}
