package argcheck

import (
	"go/ast"
	"strings"
)

// Subject returns the text of an argument without its conversions.
func (b *Forms) Subject(f Form) string {
	if u, ok := ast.Unparen(f.Inner).(*ast.UnaryExpr); ok {
		if lit, ok := u.X.(*ast.CompositeLit); ok {
			return "&" + b.src.Text(lit.Type) + "{…}"
		}
	}
	text := b.src.Text(f.Inner)
	if i := strings.IndexByte(text, '\n'); i >= 0 || len(text) > 60 {
		return "the argument"
	}
	return text
}

// Nameable reports whether the expression can be written a second time: it
// names variables, fields and elements, and calls nothing.
func Nameable(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.Ident:
		return true
	case *ast.SelectorExpr:
		return Nameable(x.X)
	case *ast.IndexExpr:
		_, lit := x.Index.(*ast.BasicLit)
		_, id := x.Index.(*ast.Ident)
		return Nameable(x.X) && (lit || id)
	case *ast.StarExpr:
		return Nameable(x.X)
	case *ast.ParenExpr:
		return Nameable(x.X)
	}
	return false
}

// Base returns the expression that names the checked memory: selectors such as
// .f[2] can be added to it.
func (f Form) Base() ast.Expr {
	if f.Kind == Whole {
		return f.Inner
	}
	return f.Of
}
