package cgoexport

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
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
			"%s takes the number of an element of %s, which has %d, from C without a check: a number that it does not have ends the program in %s",
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
	lit, ok := ast.Unparen(decl.Values[slices.Index(decl.Names, spec.Name)]).(*ast.CompositeLit)
	if !ok || slices.ContainsFunc(lit.Elts, func(e ast.Expr) bool { _, keyed := e.(*ast.KeyValueExpr); return keyed }) {
		return -1
	}
	return int64(len(lit.Elts))
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

// entries reports what is done with an entry of a map that C asks for, without
// a look at whether it is there, when entries are deleted; once for a map.
func (c *checker) entries(r exportcall.Reach) {
	c.eachIndex(r, func(at inspector.Cursor, index *ast.IndexExpr) {
		v := c.guard.Path(index.X).Var()
		if v == nil || c.said[v] || !c.isUsedAtOnce(at, index) || !c.loses(v) {
			return
		}
		if m, ok := v.Type().Underlying().(*types.Map); !ok || !isNilable(m.Elem()) {
			return
		}
		c.said[v] = true
		c.report(index, "cgoexport/index", finding.Info{Confidence: finding.Medium},
			"%s uses the entry of %s that C asks for, be it there or not: after it was deleted, a late call of C ends the program in %s",
			r.Obj.Name(), v.Name(), r.Export.Export.Name)
	})
}

// isUsedAtOnce reports whether an expression is called, or a field or method of
// what it points to is used.
func (c *checker) isUsedAtOnce(at inspector.Cursor, e ast.Expr) bool {
	switch at.ParentEdgeKind() {
	case edge.CallExpr_Fun, edge.StarExpr_X:
		return true
	case edge.SelectorExpr_X:
		sel := c.info.Selections[at.Parent().Node().(*ast.SelectorExpr)]
		return sel != nil && (sel.Kind() == types.FieldVal || types.IsInterface(c.info.TypeOf(e)))
	}
	return false
}

func isNilable(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Signature, *types.Interface:
		return true
	}
	return false
}

// loses reports whether entries of a map are deleted while C may still ask for
// them: by a function that has not called C before, which may have ended that.
func (c *checker) loses(v *types.Var) bool {
	return slices.ContainsFunc(c.guard.Uses(v), func(u *guard.Use) bool {
		call, ok := u.Cursor.Parent().Node().(*ast.CallExpr)
		if !ok || c.src.IsTest(call.Pos()) {
			return false
		}
		id, ok := call.Fun.(*ast.Ident)
		return ok && id.Name == "delete" && !c.callsCBefore(u.Cursor)
	})
}

// callsCBefore reports whether the function that a node is in calls C before.
func (c *checker) callsCBefore(at inspector.Cursor) bool {
	for f := range at.Enclosing((*ast.FuncDecl)(nil)) {
		obj, _ := c.info.Defs[f.Node().(*ast.FuncDecl).Name].(*types.Func)
		fn := c.calls.Func(obj)
		return fn != nil && slices.ContainsFunc(fn.Calls, func(call exportcall.Call) bool {
			return call.C != nil && call.Node().Pos() < at.Node().Pos()
		})
	}
	return false
}
