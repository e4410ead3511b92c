package cgosource

import (
	"go/ast"
	"go/types"
)

// LengthOf returns the variable from whose len or cap an argument is computed,
// or nil.
func (v *View) LengthOf(arg ast.Expr) (buffer types.Object) {
	ast.Inspect(arg, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) != 1 {
			return true
		}
		if id, ok := call.Fun.(*ast.Ident); ok && (id.Name == "len" || id.Name == "cap") {
			if _, builtin := v.Info.Uses[id].(*types.Builtin); builtin {
				buffer = v.Root(call.Args[0])
			}
		}
		return buffer == nil
	})
	return buffer
}

// PassedFunc returns the name of the C function, or of the exported one, that an
// expression passes to C as a value, in conversions or not, or "".
func (p *Package) PassedFunc(e ast.Expr) string {
	for {
		if ref := p.Ref(e); ref != nil {
			if ref.Kind == FuncValue {
				return ref.Name
			}
			return ""
		}
		inner := ast.Unparen(e)
		if !p.IsConversion(inner) {
			return ""
		}
		e = inner.(*ast.CallExpr).Args[0]
	}
}

// Mentions reports whether an identifier in a node denotes an object.
func (v *View) Mentions(n ast.Node, obj types.Object) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && v.Info.Uses[id] == obj
		return !found
	})
	return found
}

// Root returns the variable that x, x.f, x[i], x[i:] and so on begin with.
func (v *View) Root(e ast.Expr) types.Object {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return v.Info.Uses[x]
		case *ast.ParenExpr:
			e = x.X
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			// An element of a slice of slices is one of many.
			return nil
		case *ast.SliceExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		default:
			return nil
		}
	}
}
