package cgosource

import "go/ast"

// IsConversion reports whether a node is a conversion, T(x).
func (v *View) IsConversion(n ast.Node) bool {
	call, ok := n.(*ast.CallExpr)
	return ok && len(call.Args) == 1 && v.Info.Types[call.Fun].IsType()
}

// Unconverted returns an expression without the conversions and parentheses
// around it.
func (v *View) Unconverted(e ast.Expr) ast.Expr {
	for {
		e = ast.Unparen(e)
		if !v.IsConversion(e) {
			return e
		}
		e = e.(*ast.CallExpr).Args[0]
	}
}
