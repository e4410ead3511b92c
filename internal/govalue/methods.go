package govalue

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Methods are the methods of a package that were written, by name.
type Methods map[string][]*ssa.Function

// MethodsIn returns the methods among functions.
func MethodsIn(functions []*ssa.Function) Methods {
	m := make(Methods)
	for _, fn := range functions {
		if fn.Signature.Recv() != nil && fn.Synthetic == "" {
			m[fn.Name()] = append(m[fn.Name()], fn)
		}
	}
	return m
}

// Only returns the method that a call through an interface that pkg declares
// must mean, because one type of the package implements it; or nil.
func (m Methods) Only(common *ssa.CallCommon, pkg *types.Package) *ssa.Function {
	named, ok := types.Unalias(common.Value.Type()).(*types.Named)
	if !ok || named.Obj().Pkg() != pkg {
		return nil
	}
	iface, ok := named.Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	var only *ssa.Function
	for _, fn := range m[common.Method.Name()] {
		if types.Implements(fn.Signature.Recv().Type(), iface) {
			if only != nil {
				return nil
			}
			only = fn
		}
	}
	return only
}
