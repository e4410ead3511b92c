package exportrace

import (
	"go/ast"
	"slices"

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
