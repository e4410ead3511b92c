package crossing

import (
	"go/ast"
	"go/types"
)

// IsTest reports whether the function has a parameter of package testing: tests of C
// code are often written in files that are no test files, where they may
// import "C".
func (f *Function) IsTest(info *types.Info) bool {
	for _, field := range f.Parameters() {
		t := info.TypeOf(field.Type)
		if p, ok := t.(*types.Pointer); ok {
			t = p.Elem()
		}
		if named, ok := types.Unalias(t).(*types.Named); ok && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "testing" {
			return true
		}
	}
	return false
}

// Parameters returns the declarations of the function's parameters.
func (f *Function) Parameters() []*ast.Field {
	if lit, ok := f.Node.(*ast.FuncLit); ok {
		return lit.Type.Params.List
	}
	return f.Node.(*ast.FuncDecl).Type.Params.List
}
