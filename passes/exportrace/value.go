package exportrace

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/exportcall"
)

// unguardedValue returns the race on a function, an interface or a pointer, or on
// a slice or array of them, that no lock guards, which C reads on a thread of
// its own by an export, and which anybody sets at any time by what the package
// offers; or nil. What a function
// sets that calls C it may set while that thread is not there.
func (p *Package) unguardedValue(v *types.Var, accesses []*Access) *Race {
	if !isValue(v) || p.src.Types.Name() == "main" {
		return nil
	}
	r := &Race{Var: v}
	reached := p.reachedWithout(nil)
	for _, a := range accesses {
		if a.Func == nil || len(a.Regions) > 0 || p.locksSomehow(a.Func) || p.guard.Path(a.Expr).Root == nil {
			return nil
		}
		if a.Kind.writes(v) && exportcall.RunsIn(a.Cursor) && p.isOffered(a.Func, nil, maxDepth) && !p.crosses(a.Func) && p.doesHarm(a) {
			r.Writes = append(r.Writes, a)
		}
		if in, ok := reached[a.Func]; ok && a.Kind.reads(v) && !p.isSilent(a) && p.isOnOwnThread(in) {
			r.addStray(a, in)
		}
	}
	if r.Bare == nil || len(r.Writes) == 0 || p.isSingleThreaded() {
		return nil
	}
	return r
}

// isValue reports whether a variable holds a function, an interface or a
// pointer of Go, or several of them.
func isValue(v *types.Var) bool {
	switch t := v.Type().Underlying().(type) {
	case *types.Slice:
		return isReferrer(t.Elem())
	case *types.Array:
		return isReferrer(t.Elem())
	}
	return isReferrer(v.Type())
}

// isReferrer reports whether a value of a type is a function, an interface or a
// pointer.
func isReferrer(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Signature, *types.Interface, *types.Pointer:
		return true
	}
	return false
}

// doesHarm reports whether a write does harm to who reads at the time: any of a
// slice, of a function or an interface, and of a pointer one of nil.
func (p *Package) doesHarm(a *Access) bool {
	t, at := a.Var.Type().Underlying(), a.Cursor
	if elem := gotype.Element(t); elem != nil && a.Kind == Insert {
		t, at = elem.Underlying(), a.Cursor.Parent()
	}
	if _, isPointer := t.(*types.Pointer); !isPointer {
		return true
	}
	stmt, ok := at.Parent().Node().(*ast.AssignStmt)
	if !ok || len(stmt.Lhs) != len(stmt.Rhs) {
		return false
	}
	for i, lhs := range stmt.Lhs {
		if lhs == at.Node() {
			return p.info.Types[stmt.Rhs[i]].IsNil()
		}
	}
	return false
}

// crosses reports whether a function calls C, itself or by what it calls.
func (p *Package) crosses(f *exportcall.Func) bool {
	return slices.ContainsFunc(f.Calls, func(c exportcall.Call) bool {
		return p.anyC(c, maxDepth, (*cgosource.Call).Crosses)
	})
}
