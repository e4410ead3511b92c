package guard

import (
	"go/ast"
	"go/constant"
	"go/token"

	"golang.org/x/tools/go/ast/inspector"
)

// assigned classifies a use on the left of an assignment.
func (p *locking) assigned(u *Use) UseKind {
	cur := u.Cursor.Parent()
	stmt := cur.Node().(*ast.AssignStmt)
	u.Stmt = stmt
	if a, ok := p.additionAt(cur, u.Cursor.ParentEdgeIndex()); ok {
		if tv := p.info.Types[a.added]; tv.Value != nil && tv.Value.Kind() == constant.Int {
			u.Step = tv.Value
			if a.negative {
				u.Step = constant.UnaryOp(token.SUB, u.Step, 0)
			}
		}
		return Add
	}
	if stmt.Tok == token.ASSIGN && len(stmt.Lhs) == 1 {
		return Write
	}
	return Other
}

// An addition is one of
//
//	v += x           v -= x
//	v = v + x        v = x + v       v = v - x
//	w, v = v, v+x
//	w := v;          v = w + x
//	w := v + x;      v = w
type addition struct {
	self     ast.Expr // the v on the right that stands in the same statement, or nil
	added    ast.Expr // the x
	negative bool
}

// additionAt takes the assignment to the i-th variable of the statement at
// cur apart, if it is an addition.
func (p *locking) additionAt(cur inspector.Cursor, i int) (a addition, ok bool) {
	stmt := cur.Node().(*ast.AssignStmt)
	if len(stmt.Lhs) != len(stmt.Rhs) {
		return a, false
	}
	switch stmt.Tok {
	case token.ADD_ASSIGN, token.SUB_ASSIGN:
		return addition{nil, stmt.Rhs[i], stmt.Tok == token.SUB_ASSIGN}, true
	case token.ASSIGN:
		if a, ok := p.sum(stmt.Rhs[i], p.Path(stmt.Lhs[i])); ok {
			return a, true
		}
		if len(stmt.Lhs) == 1 {
			return p.throughCopy(cur, stmt)
		}
	}
	return a, false
}

// sum takes an expression apart that is a sum of target and something else.
func (p *locking) sum(e ast.Expr, target Path) (a addition, ok bool) {
	sum, ok := ast.Unparen(e).(*ast.BinaryExpr)
	if !ok || sum.Op != token.ADD && sum.Op != token.SUB {
		return a, false
	}
	if p.Path(sum.X).Equal(target) {
		return addition{sum.X, sum.Y, sum.Op == token.SUB}, true
	}
	if sum.Op == token.ADD && p.Path(sum.Y).Equal(target) {
		return addition{sum.Y, sum.X, false}, true
	}
	return a, false
}

// throughCopy finds the additions that take two statements, the second of
// which is at cur.
func (p *locking) throughCopy(cur inspector.Cursor, stmt *ast.AssignStmt) (a addition, ok bool) {
	prev, ok := cur.PrevSibling()
	if !ok {
		return a, false
	}
	first, ok := prev.Node().(*ast.AssignStmt)
	if !ok || len(first.Lhs) != 1 || len(first.Rhs) != 1 || first.Tok != token.ASSIGN && first.Tok != token.DEFINE {
		return a, false
	}
	if _, isName := first.Lhs[0].(*ast.Ident); !isName {
		return a, false
	}
	local, target := p.Path(first.Lhs[0]), p.Path(stmt.Lhs[0])
	switch {
	case local.Root == nil:
		return a, false
	case p.Path(stmt.Rhs[0]).Equal(local):
		a, ok = p.sum(first.Rhs[0], target)
	case p.Path(first.Rhs[0]).Equal(target):
		a, ok = p.sum(stmt.Rhs[0], local)
	default:
		return a, false
	}
	a.self = nil
	return a, ok
}
