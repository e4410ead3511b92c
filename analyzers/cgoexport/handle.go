package cgoexport

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/edge"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/exportcall"
)

// handles reports v, ok := h.Value().(T) of a handle that C gives: who asks
// for ok expects a wrong handle, and Value panics before ok can tell.
func (c *checker) handles(r exportcall.Reach) {
	cur, ok := c.cursor(r.Decl)
	if !ok {
		return
	}
	for at := range cur.Preorder((*ast.TypeAssertExpr)(nil)) {
		assert := at.Node().(*ast.TypeAssertExpr)
		call, ok := ast.Unparen(assert.X).(*ast.CallExpr)
		if !ok || !c.hasOK(assert) || !exportcall.RunsIn(at) || at.ParentEdgeKind() == edge.TypeSwitchStmt_Assign {
			continue
		}
		handle := c.handleOf(call)
		if handle == nil || !c.isGiven(r, handle) || c.isTested(r, handle, call.Pos()) {
			continue
		}
		c.report(call, "cgoexport", finding.Info{},
			"Value panics for a handle that is 0 or deleted, so ok never tells: a stale handle from C ends the program in %s", r.Export.Export.Name)
	}
}

// A params knows which values are what C gave an export.
type params struct {
	src  *cgosource.Package
	info *types.Info
}

// hasOK reports whether an assertion is of the form v, ok := x.(T), ok being
// used.
func (c *params) hasOK(assert *ast.TypeAssertExpr) bool {
	_, two := c.info.TypeOf(assert).(*types.Tuple)
	return two
}

// handleOf returns the handle of a call of its method Value, or nil.
func (c *params) handleOf(call *ast.CallExpr) ast.Expr {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Value" {
		return nil
	}
	fn, ok := c.info.Uses[sel.Sel].(*types.Func)
	if !ok || fn.Pkg() == nil || fn.Pkg().Path() != "runtime/cgo" {
		return nil
	}
	return sel.X
}

// isGiven reports whether an expression is made from a parameter of a
// function, directly or by way of local variables.
func (c *params) isGiven(r exportcall.Reach, e ast.Expr) bool { return c.paramOf(r, e, 3) != nil }

// paramOf returns the parameter that an expression is a conversion of, or what
// it points to, or nil.
func (c *params) paramOf(r exportcall.Reach, e ast.Expr, depth int) *types.Var {
	e = c.src.Unconverted(e)
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.StarExpr:
			e = c.src.Unconverted(x.X)
			continue
		case *ast.UnaryExpr:
			if x.Op == token.AND {
				e = c.src.Unconverted(x.X)
				continue
			}
		}
		break
	}
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return nil
	}
	v, ok := c.info.Uses[id].(*types.Var)
	if !ok {
		return nil
	}
	if c.isParameter(r.Decl, v) {
		return v
	}
	if from := c.definition(r.Decl, v); from != nil && depth > 0 {
		return c.paramOf(r, from, depth-1)
	}
	return nil
}

func (c *params) isParameter(decl *ast.FuncDecl, v *types.Var) bool {
	for _, field := range decl.Type.Params.List {
		for _, name := range field.Names {
			if c.info.Defs[name] == types.Object(v) {
				return true
			}
		}
	}
	return false
}

// definition returns the value that a local variable is declared with, when it
// is the only one.
func (c *params) definition(decl *ast.FuncDecl, v *types.Var) (value ast.Expr) {
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		if !ok || len(assign.Lhs) != len(assign.Rhs) {
			return true
		}
		for i, e := range assign.Lhs {
			if id, ok := e.(*ast.Ident); ok && c.info.Defs[id] == types.Object(v) {
				value = assign.Rhs[i]
			}
		}
		return true
	})
	return value
}

// isTested reports whether something is compared before pos in the function
// which an expression is made from, or which is made from it.
func (c *params) isTested(r exportcall.Reach, e ast.Expr, pos token.Pos) (tested bool) {
	param := c.paramOf(r, e, 3)
	ast.Inspect(r.Decl.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			if n.Pos() < pos && isComparison(n.Op) {
				tested = tested || c.paramOf(r, n.X, 3) == param || c.paramOf(r, n.Y, 3) == param
			}
		case *ast.AssignStmt:
			// A mask, a remainder, or a default.
			tested = tested || n.Pos() < pos && n.Tok != token.DEFINE && len(n.Lhs) == 1 && c.paramOf(r, n.Lhs[0], 3) == param
		case *ast.SwitchStmt:
			tested = tested || n.Pos() < pos && n.Tag != nil && c.paramOf(r, n.Tag, 3) == param
		}
		return !tested
	})
	return tested && param != nil
}

func isComparison(op token.Token) bool {
	switch op {
	case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
		return true
	}
	return false
}
