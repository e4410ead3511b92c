package guard

import (
	"go/ast"
	"go/types"
)

// LockOf returns the lock under which most uses of v are, and the uses
// outside of it. It is nil when no lock covers at least two thirds of them.
// Uses before there can be another goroutine do not count: in init functions
// and composite literals; nor do those in tests.
func (p *Package) LockOf(v *types.Var) (lock *types.Var, stray []*Use) {
	covered := make(map[*types.Var]int)
	var uses []*Use
	for _, u := range p.Uses(v) {
		if u.Kind == Literal || p.src.IsTest(u.Ident.Pos()) || p.isInitial(u) {
			continue
		}
		uses = append(uses, u)
		counted := make(map[*types.Var]bool)
		for _, r := range u.Regions {
			l := r.Lock.Var()
			if l == nil || counted[l] || p.isOfObject(r) && !v.IsField() {
				continue
			}
			counted[l] = true
			covered[l]++
			if lock == nil || covered[l] > covered[lock] {
				lock = l
			}
		}
	}
	if lock == nil || covered[lock]*3 < len(uses)*2 {
		return nil, uses
	}
	for _, u := range uses {
		if !u.Under(lock) {
			stray = append(stray, u)
		}
	}
	return lock, stray
}

// isOfObject reports whether a lock is the field of an object that a function
// gets: another object has another lock, so it guards no variable of the
// package.
func (p *Package) isOfObject(r *Region) bool {
	return r.Lock.Var().IsField() && r.Lock.Root != nil && p.IsLocal(r.Lock.Root)
}

// RegionOf returns the region of a lock, on whatever path, that covers the use,
// or nil.
func (u *Use) RegionOf(lock *types.Var) *Region {
	for _, r := range u.Regions {
		if r.Lock.Var() == lock {
			return r
		}
	}
	return nil
}

// Under reports whether a region of the lock, on whatever path, covers the
// use.
func (u *Use) Under(lock *types.Var) bool { return u.RegionOf(lock) != nil }

// isInitial reports whether a use is in an init function or in the
// declaration of a variable of the package, outside of function literals.
func (p *Package) isInitial(u *Use) bool {
	for f := range u.Cursor.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		decl, ok := f.Node().(*ast.FuncDecl)
		return ok && decl.Recv == nil && decl.Name.Name == "init"
	}
	return true
}
