package guard

import (
	"go/ast"
	"go/token"

	"github.com/cgolint/cgolint/internal/flow"
)

// findTry adds the region that begins with a successful TryLock: the body of
//
//	if mu.TryLock() { … }
//
// or what follows
//
//	if !mu.TryLock() { return }
func (p *Package) findTry(f ast.Node, stmt ast.Stmt, rest []ast.Stmt, end token.Pos) bool {
	test, ok := stmt.(*ast.IfStmt)
	if !ok {
		return false
	}
	cond, negated := ast.Unparen(test.Cond), false
	if not, ok := cond.(*ast.UnaryExpr); ok && not.Op == token.NOT {
		cond, negated = ast.Unparen(not.X), true
	}
	lock, op, ok := p.lockCall(cond)
	if !ok || op != TryLock && op != TryRLock {
		return false
	}
	r := &Region{Lock: lock, Read: op == TryRLock, Try: true, Func: f, Locking: test}
	switch {
	case !negated:
		r.start = test.Body.Lbrace
		p.delimit(r, test.Body.List, test.Body.End())
	case flow.Exit(test.Body.List) != nil && test.Else == nil:
		p.delimit(r, rest, end)
	default:
		return false
	}
	r.Complete = false
	p.addRegion(r)
	return true
}

// findReturned adds the region of a lock that is released by the function
// which the one that takes it returns:
//
//	defer s.lock()()
//
//	unlock := s.lock()
//	defer unlock()
func (p *Package) findReturned(f ast.Node, stmt ast.Stmt, rest []ast.Stmt, end token.Pos) bool {
	r := &Region{Func: f, Locking: stmt, Body: rest, end: end}
	var x wrapper
	var ok bool
	switch stmt := stmt.(type) {
	case *ast.DeferStmt:
		r.Lock, x, ok = p.lockWrapper(stmt.Call.Fun)
		r.Unlocking, r.end = stmt, body(f).End()
	case *ast.AssignStmt:
		r.Lock, x, ok = p.lockWrapper(stmt)
		if unlock, isName := stmt.Lhs[0].(*ast.Ident); isName && len(stmt.Lhs) == 1 {
			r.releasedBy(unlock.Name, rest)
		}
	}
	if !ok || !x.returns {
		return false
	}
	r.Read = x.op == RLock
	p.addRegion(r)
	return true
}

// releasedBy sets the end of a region to the call of a local function, or
// leaves it where it is when the call is deferred or not in the list.
func (r *Region) releasedBy(name string, rest []ast.Stmt) {
	for i, stmt := range rest {
		if s, ok := stmt.(*ast.ExprStmt); ok && isCallOf(s.X, name) {
			r.Unlocking, r.Body, r.end = s, rest[:i], s.Pos()
			return
		}
		if s, ok := stmt.(*ast.DeferStmt); ok && isCallOf(s.Call, name) {
			r.Unlocking, r.end = s, body(r.Func).End()
			return
		}
	}
}

func isCallOf(e ast.Expr, name string) bool {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return false
	}
	id, ok := call.Fun.(*ast.Ident)
	return ok && id.Name == name
}
