package cgoloop

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// isInvariant reports whether an expression has the same value in each
// iteration: it calls nothing, and its variables are from before the loop and
// not changed in it.
func (m *matcher) isInvariant(loop ast.Stmt, e ast.Expr) bool {
	invariant := true
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if m.isLen(n) && m.keepsLength(loop, n.Args[0]) {
				return false
			}
			invariant = invariant && m.src.Info.Types[n.Fun].IsType()
		case *ast.FuncLit, *ast.IndexExpr, *ast.StarExpr, *ast.CompositeLit:
			invariant = false
		case *ast.UnaryExpr:
			invariant = invariant && n.Op != token.ARROW
		case *ast.Ident:
			v, ok := m.src.Info.Uses[n].(*types.Var)
			invariant = invariant && !(ok && !v.IsField() && (declaredIn(v, loop) || m.isChanged(loop, v)))
		}
		return invariant
	})
	return invariant
}

func (m *matcher) isLen(call *ast.CallExpr) bool {
	id, ok := call.Fun.(*ast.Ident)
	if !ok || id.Name != "len" && id.Name != "cap" {
		return false
	}
	_, builtin := m.src.Info.Uses[id].(*types.Builtin)
	return builtin
}

// keepsLength reports whether a slice is a variable from before the loop that
// is not assigned to in it, but for its elements.
func (m *matcher) keepsLength(loop ast.Stmt, slice ast.Expr) bool {
	id, ok := ast.Unparen(slice).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := m.src.Info.Uses[id].(*types.Var)
	if !ok || declaredIn(v, loop) {
		return false
	}
	kept := true
	ast.Inspect(loop, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, left := range n.Lhs {
				id, ok := ast.Unparen(left).(*ast.Ident)
				kept = kept && !(ok && m.src.Info.Uses[id] == v)
			}
		case *ast.UnaryExpr:
			id, ok := ast.Unparen(n.X).(*ast.Ident)
			kept = kept && !(ok && n.Op == token.AND && m.src.Info.Uses[id] == v)
		}
		return kept
	})
	return kept
}

// isChanged reports whether a variable, or a part of it, is assigned to in a
// loop, or its address is taken there.
func (m *matcher) isChanged(loop ast.Stmt, v *types.Var) bool {
	changed := false
	is := func(e ast.Expr) bool {
		for {
			switch x := ast.Unparen(e).(type) {
			case *ast.Ident:
				return m.src.Info.Uses[x] == v
			case *ast.SelectorExpr:
				e = x.X
			case *ast.IndexExpr:
				e = x.X
			case *ast.StarExpr:
				e = x.X
			default:
				return false
			}
		}
	}
	ast.Inspect(loop, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, left := range n.Lhs {
				changed = changed || is(left)
			}
		case *ast.IncDecStmt:
			changed = changed || is(n.X)
		case *ast.RangeStmt:
			changed = changed || n.Key != nil && is(n.Key) || n.Value != nil && is(n.Value)
		case *ast.UnaryExpr:
			changed = changed || n.Op == token.AND && is(n.X)
		}
		return !changed
	})
	return changed
}

// changesNothing reports whether a loop changes no memory that C functions
// may read: it calls only C functions that are proven to write nothing and Go
// functions that could not, and assigns to variables and elements of Go types
// only. The accesses may write elements.
func (m *matcher) changesNothing(l *loop, accesses []*access) bool {
	clean := true
	ast.Inspect(l.stmt, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			isAccess := func(a *access) bool { return a.call.CallExpr == n && (a.Value < 0 || a.Index >= 0) }
			clean = clean && (m.isHarmless(n) || slices.ContainsFunc(accesses, isAccess))
		case *ast.AssignStmt:
			for _, left := range n.Lhs {
				clean = clean && m.isOwn(left)
			}
		case *ast.DeferStmt: // is made after the loop
			_, isLit := ast.Unparen(n.Call.Fun).(*ast.FuncLit)
			clean = clean && !isLit
		case *ast.FuncLit, *ast.GoStmt, *ast.SendStmt, *ast.SelectStmt:
			clean = false
		case *ast.UnaryExpr:
			clean = clean && n.Op != token.ARROW
		}
		return clean
	})
	return clean
}

// isHarmless reports whether a call changes no memory of C's.
func (m *matcher) isHarmless(call *ast.CallExpr) bool {
	if c := m.src.Call(call); c != nil {
		if !c.Crosses() || isHeap(c.Name) {
			return true
		}
		f := m.sums.Func(c.Name)
		return f != nil && f.ReadOnly
	}
	if m.src.Info.Types[call.Fun].IsType() {
		return true
	}
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		_, builtin := m.src.Info.Uses[fun].(*types.Builtin)
		return builtin
	case *ast.SelectorExpr:
		fn, ok := m.src.Info.Uses[fun.Sel].(*types.Func)
		if !ok || fn.Pkg() == nil {
			return false
		}
		switch fn.Pkg().Path() {
		case "fmt", "strings", "strconv", "math", "errors", "unicode":
			return true
		}
	}
	return false
}

// isOwn reports whether what is assigned to is a variable or an element of a
// Go type.
func (m *matcher) isOwn(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return true
	case *ast.IndexExpr:
		named, ok := types.Unalias(typeOf(m.src.Info, e)).(*types.Named)
		return !ok || !strings.HasPrefix(named.Obj().Name(), "_Ctype_")
	}
	return false
}
