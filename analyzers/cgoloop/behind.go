package cgoloop

import (
	"go/ast"
	"slices"

	"github.com/cgolint/cgolint/internal/gotype"
)

// mayWriteBehind reports whether an argument is read by way of a pointer that
// the loop gives to a call, which may write there.
func (m *matcher) mayWriteBehind(loop ast.Stmt, arg ast.Expr) bool {
	sel, ok := m.src.Unconverted(arg).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	id, ok := ast.Unparen(sel.X).(*ast.Ident)
	if !ok || !gotype.IsPointer(m.src.Info.TypeOf(id)) {
		return false
	}
	given := false
	ast.Inspect(loop, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if ok && !m.src.IsConversion(call) && !m.onlyReads(call) {
			given = given || slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
				other, ok := m.src.Unconverted(arg).(*ast.Ident)
				return ok && m.src.Info.Uses[other] == m.src.Info.Uses[id]
			})
		}
		return !given
	})
	return given
}

// onlyReads reports whether a call is of a C function that is proven to write
// nothing.
func (m *matcher) onlyReads(call *ast.CallExpr) bool {
	c := m.src.Call(call)
	if c == nil {
		return false
	}
	f := m.sums.Func(c.Name)
	return f != nil && (f.Pure || f.ReadOnly)
}
