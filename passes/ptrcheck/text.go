package ptrcheck

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/argcheck"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// pathOf returns how to write the pointer f in an argument of this form. Into
// tells that the argument points somewhere into the memory that holds it, so
// that the path does not begin with the argument.
func (c *checker) pathOf(form argcheck.Form, f PointerFound) (path string, into bool) {
	of := form.Of
	if x := indexed(form.Inner); x != nil && strings.HasPrefix(f.Path, "[") {
		of = x
	} else if form.Kind == argcheck.Whole {
		of = form.Inner
		if t := c.src.Info.TypeOf(of); t != nil && f.in != nil && !pointsTo(t, f.in) {
			if f.in.Name != "" {
				return f.in.Name + f.Path, true
			}
			return strings.TrimPrefix(f.Path, "."), true
		}
	}
	if u, ok := of.(*ast.UnaryExpr); ok && u.Op == token.AND {
		of = u.X
	}
	if !argcheck.Nameable(of) {
		return strings.TrimPrefix(f.Path, "."), false
	}
	if form.Kind == argcheck.Whole && f.Path == "" && f.Kind == UnpinnedPointer {
		return "*" + c.src.Text(of), false
	}
	return c.src.Text(of) + f.Path, false
}

// indexed returns a of &a[i], or nil.
func indexed(x ast.Expr) ast.Expr {
	if u, ok := x.(*ast.UnaryExpr); ok && u.Op == token.AND {
		if index, ok := u.X.(*ast.IndexExpr); ok {
			return index.X
		}
	}
	return nil
}

// pointsTo reports whether a value of type t points to m as a whole.
func pointsTo(t types.Type, m *heap.Memory) bool {
	switch t := t.Underlying().(type) {
	case *types.Pointer:
		return m.Type != nil && types.Identical(t.Elem().Underlying(), m.Type.Underlying())
	case *types.Slice:
		return true
	}
	return !gotype.IsAnyPointer(t)
}

// storeNode returns the statement or call that a store is made from, or nil.
func (c *checker) storeNode(instr ssa.Instruction) ast.Node {
	if call, ok := instr.(ssa.CallInstruction); ok {
		if x := c.mem.CallExpr(call); x != nil {
			return x
		}
		return nil
	}
	if !instr.Pos().IsValid() {
		return nil
	}
	return c.stores()[instr.Pos()]
}

// storeNodes returns the stored values, or their statements, by the positions
// that SSA has for stores.
func (c *checker) storeNodes() map[token.Pos]ast.Node {
	nodes := make(map[token.Pos]ast.Node)
	for cur := range c.src.Inspector().Root().Preorder((*ast.AssignStmt)(nil), (*ast.KeyValueExpr)(nil)) {
		switch n := cur.Node().(type) {
		case *ast.AssignStmt:
			for i, l := range n.Lhs {
				node := ast.Node(n)
				if len(n.Lhs) == len(n.Rhs) {
					node = n.Rhs[i]
				}
				nodes[l.Pos()] = node
				nodes[n.TokPos] = node
				if sel, ok := l.(*ast.SelectorExpr); ok {
					nodes[sel.Sel.Pos()] = node
				}
				if index, ok := l.(*ast.IndexExpr); ok {
					nodes[index.Lbrack] = node
				}
			}
		case *ast.KeyValueExpr:
			nodes[n.Colon] = n.Value
		}
	}
	return nodes
}
