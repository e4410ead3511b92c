package cgoloop

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/crossing"
)

// A hoist is a C call in a loop that can be made once, before it.
type hoist struct {
	call   *cgosource.Call
	proven bool // that it gives the same result each time, and can be made before the loop
}

// hoist returns the call that a site is, if its arguments stay the same in
// the loop and its result does, or by its name may: a length or a size.
func (m *matcher) hoist(l *loop, site crossing.Site) *hoist {
	expr, ok := site.Node.(*ast.CallExpr)
	if !ok || len(site.Via) > 0 || m.src.Call(expr) == nil {
		return nil
	}
	call := m.src.Call(expr)
	if call.TwoValued || isVoid(m.src.Info, expr) {
		return nil
	}
	for _, arg := range call.Args {
		if !m.isInvariant(l.stmt, arg) || m.mayWriteBehind(l.stmt, arg) {
			return nil
		}
	}
	f := m.sums.Func(call.Name)
	switch {
	case f != nil && f.Pure && len(call.Args) > 0:
		return &hoist{call, true}
	case f != nil && f.ReadOnly && len(call.Args) > 0 && m.changesNothing(l, nil):
		return &hoist{call, m.isBound(l.stmt, expr)}
	case f == nil && isMeasure(call.Name) && len(call.Args) > 0:
		return &hoist{call, false}
	}
	return nil
}

// isMeasure reports whether a name is that of a function that tells how much
// there is.
func isMeasure(name string) bool {
	name = strings.ToLower(name)
	for _, w := range []string{"count", "length", "len", "size", "width", "height"} {
		if strings.HasSuffix(name, w) {
			return true
		}
	}
	return false
}

func isVoid(info *types.Info, call *ast.CallExpr) bool {
	named, ok := types.Unalias(typeOf(info, call)).(*types.Named)
	return ok && named.Obj().Name() == "_Ctype_void"
}

// isBound reports whether a loop's condition compares a variable that the
// loop changes with an expression, before all else. The loop then does not wait
// for the expression to change, and it is evaluated at least once.
func (m *matcher) isBound(stmt ast.Stmt, e ast.Expr) bool {
	loop, ok := stmt.(*ast.ForStmt)
	if !ok || loop.Cond == nil {
		return false
	}
	cond, ok := ast.Unparen(loop.Cond).(*ast.BinaryExpr)
	for ok && (cond.Op == token.LAND || cond.Op == token.LOR) {
		cond, ok = ast.Unparen(cond.X).(*ast.BinaryExpr)
	}
	if !ok {
		return false
	}
	counts := func(x ast.Expr) bool {
		id, ok := m.src.Unconverted(x).(*ast.Ident)
		if !ok {
			return false
		}
		v, ok := m.src.Info.Uses[id].(*types.Var)
		return ok && m.isChanged(stmt, v)
	}
	return edit.Within(e, cond.Y) && counts(cond.X) || edit.Within(e, cond.X) && counts(cond.Y)
}
