package cgoleak

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/internal/govalue"
)

// nilThen returns the first call whose result a variable gets after a deferred
// call that frees the nil which the variable holds there, where nothing else may
// free the result; or nil.
func (c *checker) nilThen(d *ssa.Defer) []*ast.CallExpr {
	if k, ok := govalue.Unconverted(d.Call.Args[0]).(*ssa.Const); !ok || k.Value != nil {
		return nil
	}
	stmt, path := c.deferStmt(d)
	if stmt == nil {
		return nil
	}
	body := bodyAround(path)
	id, ok := c.src.Unconverted(stmt.Call.Args[0]).(*ast.Ident)
	if !ok || body == nil {
		return nil
	}
	variable := c.src.Info.Uses[id]
	if variable == nil || !edit.Contains(body, variable.Pos()) {
		return nil
	}
	u := &laterUses{checker: c, variable: variable, after: stmt.End()}
	if !u.read(body) {
		return nil
	}
	return u.set
}

// bodyAround returns the body of the function that a path leads out of, or nil
// when a loop is around the start.
func bodyAround(path []ast.Node) *ast.BlockStmt {
	for _, n := range path {
		switch n := n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			return nil
		case *ast.FuncDecl:
			return n.Body
		case *ast.FuncLit:
			return n.Body
		}
	}
	return nil
}

// laterUses looks at the uses of a variable after a place.
type laterUses struct {
	*checker
	variable types.Object
	after    token.Pos
	set      []*ast.CallExpr // whose results it gets
}

// read reports whether all uses in a body only set the variable to results of
// calls, look at what it holds, or pass that to C.
func (u *laterUses) read(body *ast.BlockStmt) bool {
	ok := true
	var stack []ast.Node
	ast.Inspect(body, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		stack = append(stack, n)
		if id, isIdent := n.(*ast.Ident); isIdent && id.Pos() > u.after && u.src.Info.Uses[id] == u.variable {
			ok = ok && u.harmless(id, stack[:len(stack)-1])
		}
		return true
	})
	return ok && len(u.set) > 0
}

// harmless is read for one use, an expression in what outer are, from the
// outermost.
func (u *laterUses) harmless(e ast.Expr, outer []ast.Node) bool {
	for i := len(outer) - 1; i >= 0; i-- {
		switch n := outer[i].(type) {
		case *ast.ParenExpr:
			e = n
		case *ast.CallExpr:
			if !u.src.IsConversion(n) {
				return u.passed(n)
			}
			e = n
		case *ast.AssignStmt:
			return u.assigned(n, e) && !slices.ContainsFunc(outer[:i], isFuncLit)
		case *ast.BinaryExpr, *ast.IfStmt, *ast.SelectorExpr, *ast.StarExpr:
			return true
		default:
			return false
		}
	}
	return false
}

func isFuncLit(n ast.Node) bool { _, ok := n.(*ast.FuncLit); return ok }

// passed reports whether a call gets the variable and doesn't say that it frees
// anything: one of C.
func (u *laterUses) passed(call *ast.CallExpr) bool {
	c := u.src.Call(call)
	return c != nil && !cname.IsRelease(c.Name)
}

// assigned notes the call whose result is assigned to the variable.
func (u *laterUses) assigned(n *ast.AssignStmt, e ast.Expr) bool {
	i := slices.Index(n.Lhs, e)
	if i < 0 || n.Tok != token.ASSIGN {
		return false
	}
	rhs := n.Rhs[min(i, len(n.Rhs)-1)]
	call, isCall := u.src.Unconverted(rhs).(*ast.CallExpr)
	if isCall {
		u.set = append(u.set, call)
	}
	value := u.src.Info.Types[rhs]
	return isCall || value.IsNil()
}

// reportNil reports a deferred call that frees nil in place of what a call
// returns later.
func (c *checker) reportNil(d *ssa.Defer, set []*ast.CallExpr) {
	for _, call := range set {
		c.late[call] = true
	}
	c.reportDeferred(d, set[0].Pos(), c.src.Text(set[0].Fun))
}
