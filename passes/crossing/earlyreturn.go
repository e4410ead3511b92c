package crossing

import (
	"go/ast"
	"go/token"
	"go/types"
)

// isEarlyReturn reports whether a return that comes before any crossing is the
// kind a function makes when there is nothing to do or something is wrong:
// with an error, or under a test for nil or for no elements. A cache that
// answers, or a check that finds all in order, is none: then the usual run of
// the function does not cross.
func (r *Result) isEarlyReturn(f *Function, ret *ast.ReturnStmt) bool {
	if n := len(ret.Results); n > 0 && isError(r.src.Info.TypeOf(ret.Results[n-1])) {
		return true // nil is of another type
	}
	cond := guard(f.Body, ret)
	return cond != nil && r.testsEmptiness(cond)
}

// guard returns the condition of the innermost if statement whose body holds
// ret, or nil.
func guard(body *ast.BlockStmt, ret *ast.ReturnStmt) (cond ast.Expr) {
	ast.Inspect(body, func(n ast.Node) bool {
		if n == nil || ret.Pos() < n.Pos() || n.End() < ret.Pos() {
			return false
		}
		if stmt, ok := n.(*ast.IfStmt); ok && stmt.Body.Pos() <= ret.Pos() && ret.Pos() < stmt.Body.End() {
			cond = stmt.Cond
		}
		return true
	})
	return cond
}

// testsEmptiness reports whether the condition is that a pointer or such is
// nil, or that a length is small, or one of several such.
func (r *Result) testsEmptiness(cond ast.Expr) bool {
	e, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok {
		return false
	}
	switch e.Op {
	case token.LOR:
		return r.testsEmptiness(e.X) && r.testsEmptiness(e.Y)
	case token.EQL, token.LSS, token.LEQ:
		if r.src.Info.Types[e.Y].IsNil() {
			return !isError(r.src.Info.TypeOf(e.X))
		}
		return r.src.Info.Types[e.Y].Value != nil && r.isLength(e.X)
	}
	return false
}

func (r *Result) isLength(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	id, ok := call.Fun.(*ast.Ident)
	if !ok || id.Name != "len" {
		return false
	}
	_, builtin := r.src.Info.Uses[id].(*types.Builtin)
	return builtin
}

// isError reports whether a type is error, or a type that is one.
func isError(t types.Type) bool {
	if t == nil || t == types.Typ[types.UntypedNil] {
		return false
	}
	return types.Implements(t, types.Universe.Lookup("error").Type().Underlying().(*types.Interface))
}
