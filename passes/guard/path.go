package guard

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/cgolint/cgolint/passes/cgosource"
)

// A Path says how an expression reaches a variable: r.reg.mu is the root r
// and the fields reg and mu.
type Path struct {
	// Root is the variable the path starts from. It is nil when it starts
	// from something else, such as the result of a call; Steps then begins
	// with its text.
	Root *types.Var

	// Steps are the fields and indices that follow.
	Steps []Step
}

// A Step of a path is a field or, when Field is nil, the text of an index or
// of another expression.
type Step struct {
	Field *types.Var // of the generic type, where there is one
	Text  string
}

// Var returns the variable or field at the end of the path, or nil when the
// path ends in an element.
func (p Path) Var() *types.Var {
	if len(p.Steps) == 0 {
		return p.Root
	}
	return p.Steps[len(p.Steps)-1].Field
}

// Equal reports whether two paths lead to the same variable, provided that
// nothing on the way is assigned in between.
func (p Path) Equal(q Path) bool {
	return p.Root == q.Root && slices.Equal(p.Steps, q.Steps)
}

// A locking knows which calls lock and unlock which lock: of its own methods,
// and of functions that do nothing else.
type locking struct {
	src      *cgosource.Package
	info     *types.Info
	facts    factImporter
	wrappers map[*types.Func]wrapper
}

// Path returns the path of an expression. The steps through pointers are the
// same as those through values: p.mu and (*p).mu are equal.
func (p *locking) Path(e ast.Expr) Path {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		if v, ok := p.info.ObjectOf(e).(*types.Var); ok {
			return Path{Root: v.Origin()}
		}
	case *ast.StarExpr:
		return p.Path(e.X)
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return p.Path(e.X)
		}
	case *ast.IndexExpr:
		return p.Path(e.X).add(Step{Text: "[" + types.ExprString(e.Index) + "]"})
	case *ast.SelectorExpr:
		if sel := p.info.Selections[e]; sel != nil {
			return p.Path(e.X).add(fields(sel, len(sel.Index()))...)
		}
		if v, ok := p.info.Uses[e.Sel].(*types.Var); ok { // of another package
			return Path{Root: v}
		}
	}
	return Path{Steps: []Step{{Text: types.ExprString(e)}}}
}

func (p Path) add(steps ...Step) Path {
	return Path{p.Root, append(slices.Clip(p.Steps), steps...)}
}

// fields returns the first n fields that a selection goes through, those of
// embedded structs included.
func fields(sel *types.Selection, n int) []Step {
	var steps []Step
	t := sel.Recv()
	for _, i := range sel.Index()[:n] {
		if ptr, ok := t.Underlying().(*types.Pointer); ok {
			t = ptr.Elem()
		}
		s, ok := t.Underlying().(*types.Struct)
		if !ok || i >= s.NumFields() {
			break
		}
		f := s.Field(i)
		steps = append(steps, Step{Field: f.Origin()})
		t = f.Type()
	}
	return steps
}

// An Op is a method of a lock.
type Op int

// The methods of sync.Mutex and sync.RWMutex.
const (
	Lock Op = iota + 1
	RLock
	Unlock
	RUnlock
	TryLock
	TryRLock
	RLocker
)

// String returns the name of the method.
func (op Op) String() string {
	for name, o := range ops {
		if o == op {
			return name
		}
	}
	return "no method"
}

var ops = map[string]Op{
	"Lock": Lock, "RLock": RLock, "Unlock": Unlock, "RUnlock": RUnlock,
	"TryLock": TryLock, "TryRLock": TryRLock, "RLocker": RLocker,
}

// LockMethod returns the path of the lock and the method, when the expression
// is mu.Lock or another method of a lock. A call of it is the usual use.
func (p *locking) LockMethod(e ast.Expr) (lock Path, op Op, ok bool) {
	fun, isSelector := ast.Unparen(e).(*ast.SelectorExpr)
	if !isSelector {
		return Path{}, 0, false
	}
	sel := p.info.Selections[fun]
	if sel == nil || sel.Kind() != types.MethodVal || !IsLock(receiver(sel.Obj())) {
		return Path{}, 0, false
	}
	embedded := fields(sel, len(sel.Index())-1)
	return p.Path(fun.X).add(embedded...).withoutCond(), ops[sel.Obj().Name()], true
}

// withoutCond returns the path of a condition variable for that of its field
// L, so that those of different ones differ.
func (p Path) withoutCond() Path {
	v := p.Var()
	if len(p.Steps) == 0 || v == nil || v.Name() != "L" || v.Pkg() == nil || v.Pkg().Path() != "sync" {
		return p
	}
	p.Steps = p.Steps[:len(p.Steps)-1]
	return p
}

// IsLock reports whether t is a mutex, see [IsMutex], or a sync.Locker.
func IsLock(t types.Type) bool { return IsMutex(t) || isLocker(t) }

func isLocker(t types.Type) bool {
	if t == nil {
		return false
	}
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "sync" && named.Obj().Name() == "Locker"
}

func receiver(method types.Object) types.Type {
	sig, ok := method.Type().(*types.Signature)
	if !ok || sig.Recv() == nil {
		return nil
	}
	return sig.Recv().Type()
}

// IsMutex reports whether t is sync.Mutex, sync.RWMutex or a pointer to one.
func IsMutex(t types.Type) bool {
	if t == nil {
		return false
	}
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil || named.Obj().Pkg().Path() != "sync" {
		return false
	}
	return named.Obj().Name() == "Mutex" || named.Obj().Name() == "RWMutex"
}

// lockCall is LockMethod for a statement or expression that calls it, be it
// through a function that does so for its caller.
func (p *locking) lockCall(n ast.Node) (lock Path, op Op, ok bool) {
	lock, x, ok := p.lockWrapper(n)
	return lock, x.op, ok && !x.returns
}

// lockWrapper is lockCall with what else the function does that is called.
func (p *locking) lockWrapper(n ast.Node) (lock Path, x wrapper, ok bool) {
	switch stmt := n.(type) {
	case *ast.ExprStmt:
		n = stmt.X
	case *ast.AssignStmt:
		if len(stmt.Rhs) == 1 {
			n = stmt.Rhs[0]
		}
	}
	call, isCall := n.(*ast.CallExpr)
	if !isCall {
		return Path{}, wrapper{}, false
	}
	if lock, op, ok := p.LockMethod(call.Fun); ok {
		v := lock.Var()
		return lock, wrapper{op: op, whole: v == nil || IsMutex(v.Type())}, true
	}
	return p.wrapperCall(call)
}
