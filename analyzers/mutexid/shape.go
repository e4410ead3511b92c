package mutexid

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/passes/guard"
)

// A shape is what a region that only counts does, in the form that can be
// rewritten: it adds and reads what it added, or reads, or sets.
type shape struct {
	region *guard.Region
	add    *guard.Use
	write  *guard.Use
	reads  []*guard.Use

	// before tells that the reads come before the addition: v := n; n++.
	before bool

	// copy is the local variable that the first read is assigned to, when
	// there are more reads.
	copy *ast.Ident
}

// shapeOf returns the shape of a region for which counterOf returns v, or why
// it cannot be rewritten.
func (c *checker) shapeOf(r *guard.Region, v *types.Var) (*shape, string) {
	s := &shape{region: r}
	for _, u := range c.guard.Touched(r) {
		if u.Var != v {
			continue
		}
		switch {
		case u.Kind == guard.Read:
			s.reads = append(s.reads, u)
		case u.Kind == guard.Add && s.add == nil:
			if assign, ok := u.Stmt.(*ast.AssignStmt); ok && len(assign.Lhs) > 1 {
				return nil, "it is assigned together with others"
			}
			s.add = u
		case u.Kind == guard.Write && s.write == nil:
			s.write = u
		default:
			return nil, "a locked region changes it twice"
		}
	}
	if s.add != nil && c.leavesUnused(s.add.Stmt) {
		return nil, "the fix would leave a variable that nothing uses"
	}
	if s.write != nil && (s.add != nil || len(s.reads) > 0) {
		return nil, "a locked region sets it and uses it"
	}
	if s.add != nil && len(s.reads) == 0 {
		if u := c.unguardedRead(r, v); u != nil {
			s.reads = append(s.reads, u)
		}
	}
	if s.add != nil && len(s.reads) > 0 {
		s.before = s.reads[0].Expr.Pos() < s.add.Stmt.Pos()
		for _, u := range s.reads {
			if before := u.Expr.Pos() < s.add.Stmt.Pos(); before != s.before || edit.Contains(s.add.Stmt, u.Expr.Pos()) {
				return nil, "a locked region reads it before and after the addition"
			}
		}
	}
	if len(s.reads) > 1 {
		if s.copy = c.copyOf(s.reads[0]); s.copy == nil {
			return nil, "a locked region reads it several times"
		}
	}
	return s, ""
}

// leavesUnused reports whether a statement is the only one that uses a local
// variable: without v = w, the compiler would refuse w := v + 1.
func (c *checker) leavesUnused(stmt ast.Stmt) bool {
	found := false
	ast.Inspect(stmt, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		v, ok := c.info.Uses[id].(*types.Var)
		if !ok || !c.guard.IsLocal(v) {
			return true
		}
		used := slices.ContainsFunc(c.guard.Uses(v), func(u *guard.Use) bool { return !edit.Contains(stmt, u.Ident.Pos()) })
		found = found || !used && v.Kind() == types.LocalVar
		return true
	})
	return found
}

// copyOf returns the variable that a read is assigned to as it is: v := n.
func (c *checker) copyOf(u *guard.Use) *ast.Ident {
	stmt, ok := u.Cursor.Parent().Node().(*ast.AssignStmt)
	if !ok || len(stmt.Lhs) != 1 || len(stmt.Rhs) != 1 {
		return nil
	}
	id, ok := stmt.Lhs[0].(*ast.Ident)
	if !ok || id.Name == "_" {
		return nil
	}
	v, ok := c.info.ObjectOf(id).(*types.Var)
	if !ok || !types.Identical(v.Type(), u.Var.Type()) {
		return nil
	}
	return id
}
