package exportrace

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/lazyregexp"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/exportcall"
	"github.com/cgolint/cgolint/passes/guard"
)

// unguarded returns the race on a map of the package that no lock guards,
// which C reads by an export, and anybody writes by what the package offers;
// or nil.
func (p *Package) unguarded(v *types.Var, accesses []*Access) *Race {
	if _, isMap := v.Type().Underlying().(*types.Map); !isMap || p.src.Types.Name() == "main" {
		return nil
	}
	r := &Race{Var: v}
	reached := p.reachedWithout(nil)
	for _, a := range accesses {
		if a.Func == nil || len(a.Regions) > 0 || !exportcall.RunsIn(a.Cursor) || p.locksSomehow(a.Func) || p.guard.Path(a.Expr).Root == nil || v.IsField() && p.guard.IsLocal(p.guard.Path(a.Expr).Root) {
			return nil
		}
		if a.Kind.writes(v) && p.isOffered(a.Func, nil, maxDepth) && !p.hasConstantKey(a) {
			r.Writes = append(r.Writes, a)
		}
		if in, ok := reached[a.Func]; ok && a.Kind.reads(v) && !p.isSilent(a) {
			r.addStray(a, in)
		}
	}
	if r.Bare == nil {
		return p.unguardedWrite(v, accesses)
	}
	if len(r.Writes) == 0 || !p.isOnOwnThread(r.Bare.Export) && (p.isSingleThreaded() || !p.comesAndGoes(v, accesses)) {
		return nil
	}
	return r
}

// addStray adds an access that is made without a lock when C calls an export.
func (r *Race) addStray(a *Access, export *exportcall.Func) {
	a.Export = export
	if r.Bare == nil {
		r.Bare = a
	}
	r.Stray = append(r.Stray, a)
}

// unguardedWrite returns the race on a map of the package that no lock guards,
// which C writes by an export, and others read by a function that the package
// offers and that does not go into C itself: what a callback collects for the
// function that waits for it is no race.
func (p *Package) unguardedWrite(v *types.Var, accesses []*Access) *Race {
	r := &Race{Var: v}
	reached := p.reachedWithout(nil)
	for _, a := range accesses {
		in, ok := reached[a.Func]
		switch {
		case ok && a.Kind.writes(v) && !p.hasConstantKey(a) && !p.isSilent(a):
			r.addStray(a, in)
		case !ok && a.Kind.reads(v) && a.Func.Obj != nil && isAPI(a.Func.Obj) && !p.crosses(a.Func):
			r.Writes = append(r.Writes, a)
		}
	}
	if r.Bare == nil || len(r.Writes) == 0 || !p.isOnOwnThread(r.Bare.Export) && p.isSingleThreaded() {
		return nil
	}
	return r
}

// isOnOwnThread reports whether C, by its code, calls an export on a thread
// that C has started.
func (p *Package) isOnOwnThread(export *exportcall.Func) bool {
	return p.sums.Export(export.Export.Name).OwnThread == csummary.Yes
}

// comesAndGoes reports whether entries of a map come at any time: some are
// deleted, or there is one for each of many objects, whose key is an address
// or is drawn. Others may register what there is, once, before C can know.
func (p *Package) comesAndGoes(v *types.Var, accesses []*Access) bool {
	if gotype.IsAddress(v.Type().Underlying().(*types.Map).Key()) {
		return true
	}
	return slices.ContainsFunc(accesses, func(a *Access) bool {
		return a.Kind == Remove || a.Kind == Insert && p.isDrawn(a)
	})
}

// isDrawn reports whether an entry is inserted under a number that a variable
// of the package has, as a counter does.
func (p *Package) isDrawn(a *Access) bool {
	index, ok := a.Cursor.Parent().Node().(*ast.IndexExpr)
	if !ok {
		return false
	}
	key := p.guard.Path(p.src.Unconverted(index.Index)).Root
	if key == nil || !p.guard.IsLocal(key) {
		return key != nil
	}
	return slices.ContainsFunc(p.guard.Uses(key), func(u *guard.Use) bool {
		stmt, ok := u.Cursor.Parent().Node().(*ast.AssignStmt)
		if !ok || len(stmt.Rhs) != 1 {
			return false
		}
		from := p.guard.Path(p.src.Unconverted(stmt.Rhs[0])).Root
		return from != nil && !p.guard.IsLocal(from)
	})
}

// hasConstantKey reports whether an access is of a constant key: the map is a
// table.
func (p *Package) hasConstantKey(a *Access) bool {
	index, ok := a.Cursor.Parent().Node().(*ast.IndexExpr)
	return ok && p.info.Types[index.Index].Value != nil
}

// isOffered reports whether other packages can have a function run, by
// calling it or another one that does not hold a lock when it does.
func (p *Package) isOffered(f *exportcall.Func, lock *types.Var, depth int) bool {
	if f.Export != nil {
		return false // C calls it
	}
	if isAPI(f.Obj) {
		return true
	}
	return depth > 0 && slices.ContainsFunc(p.calls.Funcs(), func(caller *exportcall.Func) bool {
		return slices.ContainsFunc(caller.Calls, func(c exportcall.Call) bool { return c.Callee == f && (lock == nil || !p.holds(c, lock)) }) &&
			p.isOffered(caller, lock, depth-1)
	})
}

// isAPI reports whether other packages can call a function.
func isAPI(fn *types.Func) bool {
	if !fn.Exported() {
		return false
	}
	recv := fn.Signature().Recv()
	if recv == nil {
		return true
	}
	t := recv.Type()
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Exported()
}

// excluding matches the names of methods that keep others out.
var excluding = lazyregexp.New(`(?i)^(r?lock|acquire|do|with.*lock.*)$`)

// locksSomehow reports whether a function calls something, not of package
// sync, that seems to keep others out.
func (p *Package) locksSomehow(f *exportcall.Func) (found bool) {
	ast.Inspect(f.Decl.Body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			switch fun := ast.Unparen(call.Fun).(type) {
			case *ast.SelectorExpr:
				found = found || excluding.MatchString(fun.Sel.Name)
			case *ast.Ident:
				found = found || excluding.MatchString(fun.Name)
			}
		}
		return !found
	})
	return found
}
