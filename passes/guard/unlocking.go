package guard

import (
	"go/ast"

	"github.com/cgolint/cgolint/internal/flow"
)

func unlockOf(r *Region) Op {
	if r.Read {
		return RUnlock
	}
	return Unlock
}

// findUnlocking sets Unlocking and Body.
func (p *locking) findUnlocking(r *Region, rest []ast.Stmt, unlock Op) {
	for i, stmt := range rest {
		if p.isOp(stmt, r.Lock, unlock) {
			r.Unlocking, r.Body = stmt, rest[:i]
			if i+1 < len(rest) {
				r.After = rest[i+1]
			}
			return
		}
		d, ok := stmt.(*ast.DeferStmt)
		if ok && p.defersUnlock(d, r.Lock, unlock) {
			r.Unlocking = stmt
			r.Body = append(append([]ast.Stmt{}, rest[:i]...), rest[i+1:]...)
			return
		}
	}
}

// isOp reports whether n calls the method on the lock.
func (p *locking) isOp(n ast.Node, lock Path, op Op) bool {
	path, got, ok := p.lockCall(n)
	return ok && got == op && path.Equal(lock)
}

// defersUnlock reports whether the defer statement unlocks and does nothing
// else: defer mu.Unlock(), or defer func() { mu.Unlock() }().
func (p *locking) defersUnlock(d *ast.DeferStmt, lock Path, unlock Op) bool {
	if p.isOp(d.Call, lock, unlock) {
		return true
	}
	lit, ok := d.Call.Fun.(*ast.FuncLit)
	return ok && len(lit.Body.List) == 1 && p.isOp(lit.Body.List[0], lock, unlock)
}

// findExits records the unlocks inside of a statement of the body. It reports
// whether all are understood: each must be followed by an exit, and there must
// be no second Lock.
func (p *locking) findExits(r *Region, stmt ast.Stmt, unlock Op) bool {
	understood := true
	visitList := func(list []ast.Stmt) {
		for i, s := range list {
			if p.isOp(s, r.Lock, unlock) {
				r.Exits = append(r.Exits, s)
				r.gaps = append(r.gaps, extent{s.Pos(), list[len(list)-1].End()})
				understood = understood && !r.Deferred() && flow.Exit(list[i+1:]) != nil
			}
		}
	}
	ast.Inspect(stmt, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.BlockStmt:
			visitList(n.List)
		case *ast.CaseClause:
			visitList(n.Body)
		case *ast.CommClause:
			visitList(n.Body)
		case *ast.CallExpr:
			if path, op, ok := p.lockCall(n); ok && path.Var() == r.Lock.Var() {
				understood = understood && op == unlock
			}
		case *ast.LabeledStmt:
			understood = false // a goto may come from outside
		}
		return true
	})
	return understood
}
