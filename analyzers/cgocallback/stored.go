package cgocallback

import (
	"go/ast"
	"go/types"
	"strings"
)

// findStored finds the exported functions that the package has C store in
// global variables or fields of C, as a setter of an allocator or a logger
// does, or that it stores there itself. A place that two of them are stored in
// stands for the first.
func (c *checker) findStored() {
	c.stored = make(map[string]string)
	for _, call := range c.src.Calls() {
		f := c.sums.Func(call.Name)
		if f == nil || c.src.IsTest(call.Pos()) {
			continue
		}
		for i, arg := range call.Args {
			if i >= len(f.Params) || len(f.Params[i].StoredAt) == 0 {
				continue
			}
			name := c.exported(arg)
			for _, place := range f.Params[i].StoredAt {
				c.stores(place, name)
			}
		}
	}
	for cur := range c.src.Inspector().Root().Preorder((*ast.AssignStmt)(nil), (*ast.KeyValueExpr)(nil)) {
		switch n := cur.Node().(type) {
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				if len(n.Rhs) == len(n.Lhs) {
					c.assigns(left, n.Rhs[i])
				}
			}
		case *ast.KeyValueExpr:
			c.assigns(n.Key, n.Value)
		}
	}
}

func (c *checker) assigns(to, value ast.Expr) {
	if name := c.exported(value); name != "" {
		c.stores(c.place(to), name)
	}
}

func (c *checker) stores(place, name string) {
	if place != "" && name != "" && c.stored[place] == "" {
		c.stored[place] = name
	}
}

// place returns the field or variable of C that an expression is, as in
// PlaceLoops, or "". cgo puts an underscore before a field whose name is a
// keyword of Go.
func (c *checker) place(e ast.Expr) string {
	if ref := c.src.Ref(e); ref != nil {
		return ref.Name
	}
	if s, ok := ast.Unparen(e).(*ast.SelectorExpr); ok {
		e = s.Sel
	}
	id, ok := e.(*ast.Ident)
	if !ok {
		return ""
	}
	v, ok := c.src.Info.ObjectOf(id).(*types.Var)
	if !ok || !v.IsField() {
		return ""
	}
	return "." + strings.TrimPrefix(v.Name(), "_")
}
