package cgoemptyslice

import (
	"go/ast"
	"go/types"
)

// goesAlone reports whether an address is an argument of a C call that gets
// nothing of the length of the slice: C then reads or writes a fixed number of
// elements, and a panic is better than that.
func (c *checker) goesAlone(a address) bool {
	if a.decl == nil || a.decl.Body == nil {
		return false
	}
	lengths := c.lengthsOf(a)
	alone := false
	ast.Inspect(a.decl.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if ok && c.src.Call(call) != nil && call.Pos() <= a.expr.Pos() && a.expr.End() <= call.End() {
			alone = !hasLength(call) && !c.mentions(call, lengths)
		}
		return true
	})
	return alone
}

// hasLength reports whether len of anything is in a call: a slice may be as
// long as another.
func hasLength(call *ast.CallExpr) bool {
	found := false
	ast.Inspect(call, func(n ast.Node) bool {
		inner, ok := n.(*ast.CallExpr)
		if ok {
			id, ok := inner.Fun.(*ast.Ident)
			found = found || ok && id.Name == "len"
		}
		return !found
	})
	return found
}

// lengthsOf returns the variables of a function that have to do with the
// length of a slice: those that are made of it, and those that it is made with.
func (c *checker) lengthsOf(a address) map[types.Object]bool {
	lengths := make(map[types.Object]bool)
	slice := c.src.Text(a.index.X)
	note := func(left, right ast.Expr) {
		switch {
		case c.src.Text(left) == slice: // made with a length, of a length, or cut to one
			ast.Inspect(right, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok && c.src.Info.Uses[id] != nil {
					lengths[c.src.Info.Uses[id]] = true
				}
				return true
			})
		case c.mentionsLength(right, slice) || c.mentions(right, lengths):
			if id, ok := left.(*ast.Ident); ok {
				lengths[c.src.Info.ObjectOf(id)] = true
			}
		}
	}
	ast.Inspect(a.decl.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				note(left, n.Rhs[min(i, len(n.Rhs)-1)])
			}
		case *ast.ValueSpec:
			for i, name := range n.Names {
				if len(n.Values) > 0 {
					note(name, n.Values[min(i, len(n.Values)-1)])
				}
			}
		}
		return true
	})
	return lengths
}

// mentions reports whether one of the variables is in a node.
func (c *checker) mentions(n ast.Node, vars map[types.Object]bool) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && vars[c.src.Info.Uses[id]] {
			_, isVar := c.src.Info.Uses[id].(*types.Var)
			found = found || isVar
		}
		return !found
	})
	return found
}
