package guard

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/internal/flow"
)

// A Region is code that runs while a lock is held.
type Region struct {
	Lock Path
	Read bool     // held for reading: RLock
	Try  bool     // taken by TryLock, which does not wait; not Complete
	Func ast.Node // the *ast.FuncDecl or *ast.FuncLit that it is in

	// Inherited tells that the region is a whole function, whose callers
	// hold the lock, on a path that is not known. The statements of such a
	// region but for Body are nil, and it is not Complete.
	Inherited bool

	// Locking is the statement that takes the lock. Unlocking is the one
	// after which it is free: a statement of the same list, or a defer
	// statement; nil when there is none.
	Locking   ast.Stmt
	Unlocking ast.Stmt

	// Body holds the statements between the two, or in a deferred region
	// those after both, as far as they are in the list of Locking.
	Body []ast.Stmt

	// Before and After are the statements next to the region in the same
	// list: before Locking, and after Unlocking unless it is deferred. They
	// are nil when there are none.
	Before, After ast.Stmt

	// Exits are the unlocks inside of Body, each with an early exit.
	Exits []ast.Stmt

	// Complete tells that the region is understood: Body is all that runs
	// under this lock, but for what follows an early exit.
	Complete bool

	gaps  []extent  // of what follows the exits
	start token.Pos // where Locking does not tell
	end   token.Pos
}

type extent struct{ start, end token.Pos }

// Deferred reports whether the region lasts until the function returns.
func (r *Region) Deferred() bool {
	_, ok := r.Unlocking.(*ast.DeferStmt)
	return ok
}

// Covers reports whether pos, in the same function, is in the region.
func (r *Region) Covers(pos token.Pos) bool {
	if pos < r.Start() || pos >= r.end {
		return false
	}
	for _, gap := range r.gaps {
		if gap.start <= pos && pos < gap.end {
			return false
		}
	}
	return true
}

// Start returns where the region begins.
func (r *Region) Start() token.Pos {
	switch {
	case r.Inherited:
		return r.Func.Pos()
	case r.start.IsValid():
		return r.start
	}
	return r.Locking.End()
}

// findRegions adds the regions of a function, without those of the functions
// declared in it.
func (p *Package) findRegions(c inspector.Cursor) {
	f := c.Node()
	if decl, ok := f.(*ast.FuncDecl); ok && p.isWholeWrapper(decl) {
		return
	}
	nodes := []ast.Node{(*ast.BlockStmt)(nil), (*ast.CaseClause)(nil), (*ast.CommClause)(nil), (*ast.FuncLit)(nil)}
	c.Inspect(nodes, func(c inspector.Cursor) bool {
		switch n := c.Node().(type) {
		case *ast.FuncLit:
			return n == f
		case *ast.BlockStmt:
			p.findInList(f, n.List, n.End())
		case *ast.CaseClause:
			p.findInList(f, n.Body, n.End())
		case *ast.CommClause:
			p.findInList(f, n.Body, n.End())
		}
		return true
	})
}

// findInList adds the regions that begin in a list of statements, which ends
// at end.
func (p *Package) findInList(f ast.Node, list []ast.Stmt, end token.Pos) {
	for i, stmt := range list {
		if p.findTry(f, stmt, list[i+1:], end) || p.findReturned(f, stmt, list[i+1:], end) {
			continue
		}
		lock, op, ok := p.lockCall(stmt)
		if !ok || op != Lock && op != RLock {
			continue
		}
		r := &Region{Lock: lock, Read: op == RLock, Func: f, Locking: stmt}
		if i > 0 {
			r.Before = list[i-1]
		}
		if d, ok := r.Before.(*ast.DeferStmt); ok && p.defersUnlock(d, lock, unlockOf(r)) {
			r.Unlocking = d // defer mu.Unlock() may also come first
		}
		p.delimit(r, list[i+1:], end)
		p.addRegion(r)
	}
}

// delimit finds the end of a region in the statements that follow its Lock.
func (p *locking) delimit(r *Region, rest []ast.Stmt, end token.Pos) {
	unlock := unlockOf(r)
	if r.Unlocking != nil {
		r.Body = rest
	} else {
		p.findUnlocking(r, rest, unlock)
	}
	switch {
	case r.Unlocking == nil:
		r.Body, r.end = rest, end
	case r.Deferred():
		r.end = body(r.Func).End()
		r.Complete = body(r.Func).End() == end || flow.Exit(rest) != nil
	default:
		r.end = r.Unlocking.Pos()
		r.Complete = true
	}
	for _, stmt := range r.Body {
		if !p.findExits(r, stmt, unlock) {
			r.Complete = false
		}
	}
	for _, stmt := range append([]ast.Stmt{r.Locking, r.Unlocking}, r.Exits...) {
		var n ast.Node = stmt
		if d, ok := stmt.(*ast.DeferStmt); ok {
			n = d.Call
		}
		if _, x, ok := p.lockWrapper(n); ok && !x.whole {
			r.Complete = false // more is done than can be seen here, or to a lock that has another name
		}
	}
}

func body(f ast.Node) *ast.BlockStmt {
	if lit, ok := f.(*ast.FuncLit); ok {
		return lit.Body
	}
	return f.(*ast.FuncDecl).Body
}

// Params returns the variables that a function's caller fills or receives:
// receiver, parameters and named results.
func (p *locking) Params(f ast.Node) map[types.Object]bool {
	params := make(map[types.Object]bool)
	add := func(list *ast.FieldList) {
		if list == nil {
			return
		}
		for _, field := range list.List {
			for _, name := range field.Names {
				params[p.info.Defs[name]] = true
			}
		}
	}
	switch f := f.(type) {
	case *ast.FuncDecl:
		add(f.Recv)
		add(f.Type.Params)
		add(f.Type.Results)
	case *ast.FuncLit:
		add(f.Type.Params)
		add(f.Type.Results)
	}
	return params
}
