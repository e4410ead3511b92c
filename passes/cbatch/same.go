package cbatch

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/cgolint/cgolint/internal/edit"
)

// isInvariant reports whether an argument has no effects and, as nothing else
// happens in the loop, the same value in each iteration. It notes what must
// not be evaluated when there are no elements, because it could panic.
func (x *goLoop) isInvariant(e ast.Expr) bool {
	if x.src.Info.Types[e].Value != nil || x.src.Info.Types[e].IsNil() {
		return true
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		obj, ok := x.objectOf(e).(*types.Var)
		return ok && !edit.Contains(x.stmt, obj.Pos())
	case *ast.SelectorExpr:
		if root := x.rootOf(e); !x.isPath(e) || root == nil || edit.Contains(x.stmt, root.Pos()) {
			return false
		}
		x.noteAccess(e)
		return true
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return x.isPlace(e.X)
		}
		return e.Op != token.ARROW && x.isInvariant(e.X)
	case *ast.BinaryExpr:
		switch e.Op {
		case token.ADD, token.SUB, token.MUL, token.AND, token.OR, token.XOR:
			return x.isInvariant(e.X) && x.isInvariant(e.Y)
		}
	case *ast.CallExpr:
		return len(e.Args) == 1 && x.isInvariant(e.Args[0]) && x.isPure(e.Fun)
	}
	return false
}

// isPlace reports whether what an argument has the address of is a variable,
// or an element at an index that is the same in each iteration. What is in it
// may change: C gets the address.
func (x *goLoop) isPlace(e ast.Expr) bool {
	if index, ok := ast.Unparen(e).(*ast.IndexExpr); ok {
		x.guarded = true
		_, isMap := x.src.Info.TypeOf(index.X).Underlying().(*types.Map)
		return !isMap && x.isInvariant(index.X) && x.isInvariant(index.Index)
	}
	return x.isInvariant(e)
}

// isPure reports whether a call of fun with one argument is a conversion, or
// a builtin without effects.
func (x *goLoop) isPure(fun ast.Expr) bool {
	if x.src.Info.Types[fun].IsType() {
		return true
	}
	if sel, ok := ast.Unparen(fun).(*ast.SelectorExpr); ok {
		fun = sel.Sel // of unsafe
	}
	builtin, ok := x.objectOf(fun).(*types.Builtin)
	if !ok {
		return false
	}
	switch builtin.Name() {
	case "len", "cap", "SliceData", "StringData":
		return true
	}
	return false
}

// noteAccess notes that an expression goes through a pointer, which may be
// nil, unless the loop's header does so too.
func (x *goLoop) noteAccess(e ast.Expr) {
	if root := x.rootOf(e); x.xs == nil || root == nil || root != x.rootOf(x.xs) {
		x.guarded = x.guarded || x.goesThroughPointer(e)
	}
}

func (x *goLoop) goesThroughPointer(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.StarExpr:
		return true
	case *ast.SelectorExpr:
		s := x.src.Info.Selections[e]
		return s != nil && (s.Indirect() || x.goesThroughPointer(e.X))
	}
	return false
}
