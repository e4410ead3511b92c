package cgoexport

import (
	"go/ast"
	"go/constant"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/passes/exportcall"
	"github.com/cgolint/cgolint/passes/guard"
)

// tables reports elements of a fixed table that C picks by a number which
// nothing checks: a newer library has more kinds than the table.
func (c *checker) tables(r exportcall.Reach) {
	c.eachIndex(r, func(at inspector.Cursor, index *ast.IndexExpr) {
		v := c.guard.Path(index.X).Var()
		if v == nil || v.IsField() || c.guard.IsLocal(v) || !c.isTable(v) {
			return
		}
		n := c.length(v)
		if n < 0 || c.fits(index.Index, n) || c.isMeasured(r, v) {
			return
		}
		c.report(index, "cgoexport/index", finding.Info{},
			"%s indexes %s, which has %d elements, by an unchecked number from C: one out of range ends the program in %s",
			r.Obj.Name(), v.Name(), n, r.Export.Export.Name)
	})
}

// eachIndex calls f for each index expression in a function whose index C
// gives, and which nothing is compared with.
func (c *checker) eachIndex(r exportcall.Reach, f func(inspector.Cursor, *ast.IndexExpr)) {
	cur, ok := c.cursor(r.Decl)
	if !ok || r.Func.Export == nil {
		return
	}
	for at := range cur.Preorder((*ast.IndexExpr)(nil)) {
		index := at.Node().(*ast.IndexExpr)
		if exportcall.RunsIn(at) && c.isGiven(r, index.Index) && !c.isTested(r, index.Index, index.Pos()) {
			f(at, index)
		}
	}
}

// isTable reports whether a variable of the package keeps the elements that it
// is declared with.
func (c *checker) isTable(v *types.Var) bool {
	return !slices.ContainsFunc(c.guard.Uses(v), func(u *guard.Use) bool {
		return u.Kind != guard.Read && u.Kind != guard.Literal
	})
}

// length returns how many elements a table has, or -1.
func (c *checker) length(v *types.Var) int64 {
	if array, ok := v.Type().Underlying().(*types.Array); ok {
		return array.Len()
	}
	spec := c.guard.SpecOf(v)
	if _, isSlice := v.Type().Underlying().(*types.Slice); !isSlice || spec == nil {
		return -1
	}
	decl, ok := spec.Cursor.Parent().Node().(*ast.ValueSpec)
	if !ok || len(decl.Names) != len(decl.Values) {
		return -1
	}
	value := ast.Unparen(decl.Values[slices.Index(decl.Names, spec.Name)])
	if n := c.madeLength(value); n >= 0 {
		return n
	}
	lit, ok := value.(*ast.CompositeLit)
	if !ok || slices.ContainsFunc(lit.Elts, func(e ast.Expr) bool { _, keyed := e.(*ast.KeyValueExpr); return keyed }) {
		return -1
	}
	return int64(len(lit.Elts))
}

// madeLength returns the constant length of a slice that make makes, or -1.
func (c *checker) madeLength(e ast.Expr) int64 {
	call, ok := e.(*ast.CallExpr)
	if !ok || len(call.Args) < 2 {
		return -1
	}
	id, ok := call.Fun.(*ast.Ident)
	value := c.info.Types[call.Args[1]].Value
	if !ok || id.Name != "make" || value == nil {
		return -1
	}
	n, exact := constant.Int64Val(constant.ToInt(value))
	if !exact {
		return -1
	}
	return n
}

// fits reports whether each value of the index's type, or of what it is
// converted from, is in a table of n elements.
func (c *checker) fits(index ast.Expr, n int64) bool {
	for e := index; ; {
		b, ok := c.info.TypeOf(e).Underlying().(*types.Basic)
		if ok && (b.Kind() == types.Uint8 && n >= 1<<8 || b.Kind() == types.Uint16 && n >= 1<<16) {
			return true
		}
		inner := ast.Unparen(e)
		if !c.src.IsConversion(inner) {
			return false
		}
		e = inner.(*ast.CallExpr).Args[0]
	}
}

// isMeasured reports whether a function asks for the length of a table.
func (c *checker) isMeasured(r exportcall.Reach, v *types.Var) (measured bool) {
	ast.Inspect(r.Decl.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if ok && len(call.Args) == 1 && c.guard.Path(call.Args[0]).Var() == v {
			id, ok := call.Fun.(*ast.Ident)
			measured = measured || ok && id.Name == "len"
		}
		return !measured
	})
	return measured
}
