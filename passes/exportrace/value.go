package exportrace

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/exportcall"
)

// unguardedValue returns the race on a function, an interface or a pointer that
// no lock guards, which C reads on a thread of its own by an export, and which
// anybody sets at any time by what the package offers; or nil. What a function
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
		if a.Kind == Set && exportcall.RunsIn(a.Cursor) && p.isOffered(a.Func, nil, maxDepth) && !p.crosses(a.Func) && p.doesHarm(a) {
			r.Writes = append(r.Writes, a)
		}
		if in, ok := reached[a.Func]; ok && a.Kind == Read && !p.isSilent(a) && p.isOnOwnThread(in) {
			r.addStray(a, in)
		}
	}
	if r.Bare == nil || len(r.Writes) == 0 || p.isSingleThreaded() {
		return nil
	}
	return r
}

// isValue reports whether a variable holds a function, an interface or a
// pointer of Go.
func isValue(v *types.Var) bool {
	switch v.Type().Underlying().(type) {
	case *types.Signature, *types.Interface, *types.Pointer:
		return true
	}
	return false
}

// doesHarm reports whether a write does harm to who reads at the time: any of a
// function or an interface, and of a pointer one of nil.
func (p *Package) doesHarm(a *Access) bool {
	if _, isPointer := a.Var.Type().Underlying().(*types.Pointer); !isPointer {
		return true
	}
	stmt, ok := a.Cursor.Parent().Node().(*ast.AssignStmt)
	if !ok || len(stmt.Lhs) != len(stmt.Rhs) {
		return false
	}
	for i, lhs := range stmt.Lhs {
		if lhs == a.Cursor.Node() {
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
