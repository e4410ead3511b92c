package exportrace

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/exportcall"
)

// isScoped reports whether each function that sets the variable calls C under
// the lock and then clears it again: it is there for what C calls meanwhile.
func (p *Package) isScoped(r *Race) bool {
	for _, set := range r.Writes {
		scoped := slices.ContainsFunc(r.Writes, func(clear *Access) bool {
			return clear.Func == set.Func && clearsIn(clear) && slices.ContainsFunc(set.Func.Calls, func(c exportcall.Call) bool {
				at := c.Node().Pos()
				return set.Expr.Pos() < at && at < clear.Expr.Pos() && p.holds(c, r.Lock) &&
					p.anyC(c, maxDepth, func(call *cgosource.Call) bool { return p.calls.CallsGo(call, r.Bare.Export) != csummary.No })
			})
		})
		if !scoped && !clearsIn(set) {
			return false
		}
	}
	return true
}

// clearsIn reports whether a write sets a variable to nil.
func clearsIn(a *Access) bool {
	assign, ok := a.Stmt.(*ast.AssignStmt)
	if !ok || len(assign.Lhs) != len(assign.Rhs) {
		return false
	}
	for i, left := range assign.Lhs {
		if left == a.Expr {
			id, ok := ast.Unparen(assign.Rhs[i]).(*ast.Ident)
			return ok && id.Name == "nil"
		}
	}
	return false
}

// isDecided reports whether the function of an access does the same under the
// lock in one branch of an if, and without it in the other, where the access is:
// it looks whether others know the object.
func (p *Package) isDecided(a *Access, lock *types.Var, accesses []*Access) bool {
	for cur := range a.Cursor.Enclosing((*ast.IfStmt)(nil)) {
		s := cur.Node().(*ast.IfStmt)
		if s.Else == nil {
			continue
		}
		other := ast.Node(s.Body)
		if edit.Within(a.Expr, s.Body) {
			other = s.Else
		}
		if slices.ContainsFunc(accesses, func(b *Access) bool {
			return b.Under(lock) && edit.Within(b.Expr, other) && p.statement(a) == p.statement(b)
		}) {
			return true
		}
	}
	return false
}

// statement returns the text of the statement that an access is in.
func (p *Package) statement(a *Access) string {
	for cur := range a.Cursor.Enclosing((*ast.AssignStmt)(nil), (*ast.ExprStmt)(nil), (*ast.IncDecStmt)(nil), (*ast.ReturnStmt)(nil), (*ast.RangeStmt)(nil)) {
		return p.src.Text(cur.Node())
	}
	return p.src.Text(a.Expr)
}
