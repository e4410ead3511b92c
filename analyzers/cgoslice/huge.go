package cgoslice

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"

	"github.com/cgolint/cgolint/internal/gotype"
)

// A huge is a pointer that is converted to one to an array that is not there.
type huge struct {
	conversion *ast.CallExpr
	elemType   types.Type
	length     int64
	array      *ast.ArrayType // as written, or nil where the type has a name
	variable   *types.Var     // that the pointer is kept in, or nil
}

// hugeArray returns what an expression is, also by way of a variable that is
// set once; or nil.
func (c *checker) hugeArray(e ast.Expr) *huge {
	e = ast.Unparen(e)
	if star, ok := e.(*ast.StarExpr); ok {
		e = ast.Unparen(star.X)
	}
	if id, ok := e.(*ast.Ident); ok {
		v, ok := c.src.Info.Uses[id].(*types.Var)
		if !ok || c.values[v] == nil {
			return nil
		}
		h := c.converted(c.values[v])
		if h != nil {
			h.variable = v
		}
		return h
	}
	return c.converted(e)
}

// converted returns the conversion that an expression is, or nil.
func (c *checker) converted(e ast.Expr) *huge {
	const enough = 1024 // elements: smaller arrays are mostly there
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || !c.src.IsConversion(call) || !gotype.IsUnsafePointer(c.src.Info.TypeOf(call.Args[0])) {
		return nil
	}
	p, ok := c.src.Info.TypeOf(call).Underlying().(*types.Pointer)
	if !ok {
		return nil
	}
	t, ok := p.Elem().(*types.Array)
	if !ok || t.Len() < enough {
		return nil
	}
	h := &huge{conversion: call, elemType: t.Elem(), length: t.Len()}
	if star, ok := ast.Unparen(call.Fun).(*ast.StarExpr); ok {
		h.array, _ = ast.Unparen(star.X).(*ast.ArrayType)
	}
	return h
}

// lengthText returns the array's length as it is written.
func (c *checker) lengthText(h *huge) string {
	if h.array == nil {
		return fmt.Sprint(h.length)
	}
	return c.src.Text(h.array.Len)
}

// collectValues notes what local variables are set to that are set once and
// never handed on by their address.
func (c *checker) collectValues(file *ast.File) {
	set := func(e ast.Expr, value ast.Expr) {
		id, ok := ast.Unparen(e).(*ast.Ident)
		if !ok {
			return
		}
		v, ok := c.src.Info.ObjectOf(id).(*types.Var)
		if !ok || v.Parent() == c.src.Types.Scope() {
			return
		}
		if _, again := c.values[v]; again {
			value = nil
		}
		c.values[v] = value
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, e := range n.Lhs {
				if len(n.Lhs) == len(n.Rhs) {
					set(e, n.Rhs[i])
				} else {
					set(e, nil)
				}
			}
		case *ast.ValueSpec:
			for i, id := range n.Names {
				if i < len(n.Values) {
					set(id, n.Values[i])
				}
			}
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				set(n.X, nil)
			}
		}
		return true
	})
}
