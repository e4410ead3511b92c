package guard

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// A wrapper is a function that calls a method of a lock on behalf of its caller.
// A whole one does nothing else:
//
//	func (s *store) lock() { s.mu.Lock() }
//
// One that is not whole takes the lock and keeps it, or releases one that it
// did not take, or returns the function that does:
//
//	func (s *store) begin() *tx { s.mu.Lock(); s.n++; return &tx{s} }
//	func (s *store) lock() func() { s.mu.Lock(); return s.mu.Unlock }
type wrapper struct {
	lock    Path // from the receiver or a variable of a package
	op      Op
	whole   bool
	returns bool // what it returns is the function that releases the lock
}

// findWrappers finds the functions of the package that lock or unlock for
// their callers.
func (p *locking) findWrappers() {
	for _, f := range p.src.Files {
		for _, d := range f.Decls {
			decl, ok := d.(*ast.FuncDecl)
			if !ok || decl.Body == nil {
				continue
			}
			fn, ok := p.info.Defs[decl.Name].(*types.Func)
			if !ok {
				continue
			}
			if x, ok := p.wrapperOf(decl); ok && p.isShared(x.lock, decl) {
				p.wrappers[fn] = x
			}
		}
	}
}

// isShared reports whether a path starts at the receiver or at a variable of
// the package, so that the caller knows the lock.
func (p *locking) isShared(lock Path, decl *ast.FuncDecl) bool {
	if lock.Root == nil {
		return false
	}
	return isGlobal(lock.Root) || decl.Recv != nil && len(decl.Recv.List[0].Names) == 1 && p.info.Defs[decl.Recv.List[0].Names[0]] == lock.Root
}

func isGlobal(v *types.Var) bool {
	return !v.IsField() && v.Pkg() != nil && v.Parent() == v.Pkg().Scope()
}

// wrapperOf returns what a function does to a lock for its caller.
func (p *locking) wrapperOf(decl *ast.FuncDecl) (wrapper, bool) {
	list := decl.Body.List
	if lock, op, ok := p.methodCall(list); ok && decl.Type.Params.NumFields() == 0 {
		return wrapper{lock: lock, op: op, whole: true}, true
	}
	ops := p.opsIn(decl.Body)
	if len(ops) == 0 || slices.ContainsFunc(ops, func(o lockOp) bool { return !o.lock.Equal(ops[0].lock) }) {
		return wrapper{}, false // several locks are another story
	}
	first := ops[0]
	if !slices.ContainsFunc(list, func(s ast.Stmt) bool { return s == first.stmt }) {
		return wrapper{}, false // only under a condition
	}
	switch {
	case len(ops) == 1 && (first.op == Lock || first.op == RLock):
		return wrapper{lock: first.lock, op: first.op}, true
	case len(ops) == 1 && (first.op == Unlock || first.op == RUnlock):
		return wrapper{lock: first.lock, op: first.op}, true
	case len(ops) == 2 && (first.op == Lock || first.op == RLock) && ops[1].returned:
		return wrapper{lock: first.lock, op: first.op, returns: true}, true
	}
	return wrapper{}, false
}

// methodCall returns the method of a lock that is all that a list of
// statements calls.
func (p *locking) methodCall(list []ast.Stmt) (lock Path, op Op, ok bool) {
	if len(list) != 1 {
		return Path{}, 0, false
	}
	stmt, ok := list[0].(*ast.ExprStmt)
	if !ok {
		return Path{}, 0, false
	}
	call, ok := stmt.X.(*ast.CallExpr)
	if !ok {
		return Path{}, 0, false
	}
	return p.LockMethod(call.Fun)
}

// A lockOp is one mention of a method of a lock.
type lockOp struct {
	lock     Path
	op       Op
	stmt     ast.Stmt // the statement that calls it, or nil
	returned bool     // not called but returned, maybe in a function that only calls it
}

// opsIn lists the methods of locks that are mentioned in a body.
func (p *locking) opsIn(body *ast.BlockStmt) []lockOp {
	var ops []lockOp
	var stmt ast.Stmt
	returned := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ExprStmt:
			stmt = n
		case *ast.ReturnStmt:
			returned = len(n.Results) == 1 && p.isUnlocking(n.Results[0])
			stmt = n
		case *ast.DeferStmt:
			stmt = n
		case *ast.SelectorExpr:
			if lock, op, ok := p.LockMethod(n); ok {
				ops = append(ops, lockOp{lock, op, stmt, returned})
			}
		}
		return true
	})
	return ops
}

// isUnlocking reports whether an expression is mu.Unlock or func() {
// mu.Unlock() }.
func (p *locking) isUnlocking(e ast.Expr) bool {
	if lit, ok := e.(*ast.FuncLit); ok {
		_, op, ok := p.methodCall(lit.Body.List)
		return ok && (op == Unlock || op == RUnlock)
	}
	_, op, ok := p.LockMethod(e)
	return ok && (op == Unlock || op == RUnlock)
}

// isWholeWrapper reports whether the function is one whose calls are taken for
// those of the lock's method, and nothing else.
func (p *locking) isWholeWrapper(decl *ast.FuncDecl) bool {
	fn, ok := p.info.Defs[decl.Name].(*types.Func)
	return ok && p.wrappers[fn].whole
}

// wrapperFor returns the wrapper that a function is, of this package or, by a
// fact, of another.
func (p *locking) wrapperFor(fn *types.Func) (wrapper, bool) {
	if fn == nil {
		return wrapper{}, false
	}
	if x, ok := p.wrappers[fn]; ok || fn.Pkg() == p.src.Types || p.facts == nil {
		return x, ok
	}
	var fact Locks
	if fn.Pkg() == nil || !p.facts(fn, &fact) {
		return wrapper{}, false
	}
	x, ok := fact.wrapper(fn)
	p.wrappers[fn] = x
	return x, ok && x.op != 0
}

// wrapperCall returns the lock that a call of a wrapper is about.
func (p *locking) wrapperCall(call *ast.CallExpr) (lock Path, x wrapper, ok bool) {
	fn := p.Callee(call)
	x, ok = p.wrapperFor(fn)
	if !ok || x.op == 0 {
		return Path{}, wrapper{}, false
	}
	if fn.Signature().Recv() == nil || isGlobal(x.lock.Root) {
		return x.lock, x, true
	}
	fun, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return Path{}, wrapper{}, false
	}
	base := p.Path(fun.X)
	if sel := p.info.Selections[fun]; sel != nil {
		base = base.add(fields(sel, len(sel.Index())-1)...)
	}
	return base.add(x.lock.Steps...), x, true
}

// A factImporter is the method ImportObjectFact of a pass.
type factImporter func(obj types.Object, fact analysis.Fact) bool
