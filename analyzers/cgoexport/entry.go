package cgoexport

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/passes/exportcall"
	"github.com/cgolint/cgolint/passes/guard"
)

// entries reports what is done with an entry of a map that C asks for, without
// a look at whether it is there, when entries are deleted; once for a map.
func (c *checker) entries(r exportcall.Reach) {
	cur, ok := c.cursor(r.Decl)
	if !ok || r.Func.Export == nil {
		return
	}
	for at := range cur.Preorder((*ast.IndexExpr)(nil), (*ast.CallExpr)(nil)) {
		e := at.Node().(ast.Expr)
		v := c.entryOf(r, e)
		if v == nil || c.said[v] || !exportcall.RunsIn(at) || !c.isUsed(at, r) || !c.loses(v) {
			continue
		}
		c.said[v] = true
		c.report(e, "cgoexport/index", finding.Info{Confidence: finding.Low}, // C mostly ends its calls before it lets go of the entry
			"%s uses the entry of %s without asking whether it exists: a late call from C, after it was deleted, ends the program in %s",
			r.Obj.Name(), v.Name(), r.Export.Export.Name)
	}
}

// entryOf returns the map whose entry an expression is, under a key that C
// gives and that nothing is compared with: by itself, or by a function that
// looks it up. Else it returns nil.
func (c *checker) entryOf(r exportcall.Reach, e ast.Expr) *types.Var {
	switch e := e.(type) {
	case *ast.IndexExpr:
		if c.isGiven(r, e.Index) && !c.isTested(r, e.Index, e.Pos()) {
			return c.mapOf(e)
		}
	case *ast.CallExpr:
		f := c.callee(e)
		if f == nil || !slices.ContainsFunc(e.Args, func(arg ast.Expr) bool { return c.isGiven(r, arg) && !c.isTested(r, arg, e.Pos()) }) {
			return nil
		}
		return c.lookedUpBy(f)
	}
	return nil
}

// mapOf returns the map that an element is of, when what is missing in it is
// nil; or nil.
func (c *checker) mapOf(index *ast.IndexExpr) *types.Var {
	v := c.guard.Path(index.X).Var()
	if v == nil {
		return nil
	}
	if m, ok := v.Type().Underlying().(*types.Map); !ok || !isNilable(m.Elem()) {
		return nil
	}
	return v
}

func isNilable(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Signature, *types.Interface:
		return true
	}
	return false
}

// lookedUpBy returns the map of which a function returns the entry that it is
// asked for, be it there or not; or nil.
func (c *checker) lookedUpBy(f *exportcall.Func) (table *types.Var) {
	if f.Obj.Signature().Results().Len() != 1 {
		return nil
	}
	ok := true
	ast.Inspect(f.Decl.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			v := c.returned(f, n)
			ok = ok && v != nil && (table == nil || table == v)
			table = v
		}
		return true
	})
	if !ok {
		return nil
	}
	return table
}

// returned returns the map whose entry a return statement returns, directly or
// by way of a variable; or nil.
func (c *checker) returned(f *exportcall.Func, ret *ast.ReturnStmt) *types.Var {
	if len(ret.Results) != 1 {
		return nil
	}
	e := ast.Unparen(ret.Results[0])
	if id, ok := e.(*ast.Ident); ok {
		if v, ok := c.info.Uses[id].(*types.Var); ok && !c.isCompared(f.Decl.Body, v) {
			e = c.definition(f.Decl, v)
		}
	}
	if index, ok := e.(*ast.IndexExpr); ok {
		return c.mapOf(index)
	}
	return nil
}

// isUsed reports whether an entry is used in a way that panics when it is nil:
// at once, or by a local variable that is compared with nothing.
func (c *checker) isUsed(at inspector.Cursor, r exportcall.Reach) bool {
	if c.panicsIfNil(at) {
		return true
	}
	assign, ok := at.Parent().Node().(*ast.AssignStmt)
	if !ok || len(assign.Lhs) != 1 || len(assign.Rhs) != 1 {
		return false
	}
	id, ok := assign.Lhs[0].(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := c.info.ObjectOf(id).(*types.Var)
	if !ok || c.isCompared(r.Decl.Body, v) {
		return false
	}
	return slices.ContainsFunc(c.guard.Uses(v), func(u *guard.Use) bool {
		return u.Ident.Pos() > at.Node().End() && exportcall.RunsIn(u.Cursor) && c.panicsIfNil(u.Cursor)
	})
}

// panicsIfNil reports whether an expression is called, or a field or method of
// what it points to is used.
func (c *checker) panicsIfNil(at inspector.Cursor) bool {
	switch at.ParentEdgeKind() {
	case edge.CallExpr_Fun, edge.StarExpr_X:
		return true
	case edge.SelectorExpr_X:
		sel := c.info.Selections[at.Parent().Node().(*ast.SelectorExpr)]
		return sel != nil && (sel.Kind() == types.FieldVal || types.IsInterface(sel.Recv()) || c.needsReceiver(sel.Obj()))
	}
	return false
}

// needsReceiver reports whether a method uses a field of its receiver, and does
// not look whether it is nil.
func (c *checker) needsReceiver(obj types.Object) (needs bool) {
	fn, _ := obj.(*types.Func)
	f := c.calls.Func(fn)
	if f == nil || f.Decl.Recv == nil || len(f.Decl.Recv.List[0].Names) == 0 {
		return false
	}
	recv, ok := c.info.Defs[f.Decl.Recv.List[0].Names[0]].(*types.Var)
	if !ok || c.isCompared(f.Decl.Body, recv) {
		return false
	}
	ast.Inspect(f.Decl.Body, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			id, ok := ast.Unparen(sel.X).(*ast.Ident)
			s := c.info.Selections[sel]
			needs = needs || ok && c.info.Uses[id] == types.Object(recv) && s != nil && s.Kind() == types.FieldVal
		}
		return !needs
	})
	return needs
}

// isCompared reports whether a variable is compared with anything in a body.
func (c *checker) isCompared(body ast.Node, v *types.Var) (compared bool) {
	is := func(e ast.Expr) bool {
		id, ok := ast.Unparen(e).(*ast.Ident)
		return ok && c.info.Uses[id] == types.Object(v)
	}
	ast.Inspect(body, func(n ast.Node) bool {
		b, ok := n.(*ast.BinaryExpr)
		compared = compared || ok && (b.Op == token.EQL || b.Op == token.NEQ) && (is(b.X) || is(b.Y))
		return !compared
	})
	return compared
}

// loses reports whether entries of a map are deleted while C may still ask for
// them: other packages can have it done without a call of C before, which may
// have ended that. Where C has an export delete one, it asks for it no more.
func (c *checker) loses(v *types.Var) bool {
	return slices.ContainsFunc(c.guard.Uses(v), func(u *guard.Use) bool {
		call, ok := u.Cursor.Parent().Node().(*ast.CallExpr)
		if !ok || c.src.IsTest(call.Pos()) {
			return false
		}
		id, ok := call.Fun.(*ast.Ident)
		return ok && id.Name == "delete" && c.comesWithoutC(u.Cursor, maxDepth)
	})
}
