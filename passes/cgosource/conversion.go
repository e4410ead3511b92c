package cgosource

import "go/ast"

// IsConversion reports whether a node is a conversion, T(x).
func (p *Package) IsConversion(n ast.Node) bool {
	call, ok := n.(*ast.CallExpr)
	return ok && len(call.Args) == 1 && p.Info.Types[call.Fun].IsType()
}

// Unconverted returns an expression without the conversions and parentheses
// around it.
func (p *Package) Unconverted(e ast.Expr) ast.Expr {
	for {
		e = ast.Unparen(e)
		if !p.IsConversion(e) {
			return e
		}
		e = e.(*ast.CallExpr).Args[0]
	}
}
