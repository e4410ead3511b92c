package mutexid

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/cgolint/cgolint/passes/guard"
)

// onlyCounts reports whether a statement adds to v, sets it, or computes
// something of it without looking at anything that others may change.
func (c *checker) onlyCounts(stmt ast.Stmt, v *types.Var, r *guard.Region) bool {
	isV := func(e ast.Expr) bool { return c.guard.Path(e).Var() == v }
	switch stmt := stmt.(type) {
	case *ast.IncDecStmt:
		return isV(stmt.X)
	case *ast.AssignStmt:
		for _, l := range stmt.Lhs {
			if !c.isLocal(l, r) && !isV(l) {
				return false
			}
		}
		return c.plain(stmt.Rhs, v, r)
	case *ast.DeclStmt:
		decl, ok := stmt.Decl.(*ast.GenDecl)
		if !ok || decl.Tok != token.VAR {
			return ok
		}
		for _, spec := range decl.Specs {
			if !c.plain(spec.(*ast.ValueSpec).Values, v, r) {
				return false
			}
		}
		return true
	case *ast.ReturnStmt:
		return c.plain(stmt.Results, v, r)
	case *ast.IfStmt:
		return c.isWrapCheck(stmt, v)
	case *ast.EmptyStmt:
		return true
	}
	return false
}

// isWrapCheck reports whether a statement lets the numbers start over:
//
//	if n == 0 {
//		n = 1
//	}
func (c *checker) isWrapCheck(stmt *ast.IfStmt, v *types.Var) bool {
	isV := func(e ast.Expr) bool { return c.guard.Path(e).Var() == v }
	cond, ok := ast.Unparen(stmt.Cond).(*ast.BinaryExpr)
	if !ok || stmt.Init != nil || stmt.Else != nil || len(stmt.Body.List) != 1 || !isV(cond.X) || c.info.Types[cond.Y].Value == nil {
		return false
	}
	switch s := stmt.Body.List[0].(type) {
	case *ast.IncDecStmt:
		return isV(s.X)
	case *ast.AssignStmt:
		return len(s.Lhs) == 1 && isV(s.Lhs[0]) && c.info.Types[s.Rhs[0]].Value != nil
	}
	return false
}

// isLocal reports whether e is a variable of the function, or _.
func (c *checker) isLocal(e ast.Expr, r *guard.Region) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := c.info.ObjectOf(id).(*types.Var)
	return id.Name == "_" || ok && !isShared(v, r)
}

// plain reports whether the expressions depend on nothing but v, variables
// of the function, and what nobody changes; and have no effect.
func (c *checker) plain(list []ast.Expr, v *types.Var, r *guard.Region) bool {
	ok := true
	bases := make(map[*ast.Ident]bool) // of which a field is selected
	for _, e := range list {
		ast.Inspect(e, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit, *ast.StarExpr, *ast.IndexExpr, *ast.SliceExpr, *ast.TypeAssertExpr:
				ok = false
			case *ast.UnaryExpr:
				ok = ok && n.Op != token.ARROW
			case *ast.CallExpr:
				ok = ok && c.isPure(n)
			case *ast.SelectorExpr:
				if id, isIdent := n.X.(*ast.Ident); isIdent {
					bases[id] = true
				}
			case *ast.Ident:
				if used, isVar := c.info.Uses[n].(*types.Var); isVar && used.Origin() != v {
					ok = ok && (!isShared(used, r) || c.immutable(used.Origin()) || used.Embedded() || bases[n] && c.unchanging(used.Origin()))
				}
			}
			return ok
		})
	}
	return ok
}

// immutable reports whether v is a plain value that nothing in the package
// changes after it was declared, and so no lock can be there for it.
func (c *checker) immutable(v *types.Var) bool {
	_, ok := v.Type().Underlying().(*types.Basic)
	return ok && c.unchanging(v)
}

// unchanging reports whether nothing in the package assigns to v.
func (c *checker) unchanging(v *types.Var) bool {
	written, known := c.written[v]
	if !known {
		written = slices.ContainsFunc(c.guard.Uses(v), func(u *guard.Use) bool {
			return u.Kind != guard.Read && u.Kind != guard.Literal && u.Kind != guard.Base
		})
		c.written[v] = written
	}
	return !written
}
