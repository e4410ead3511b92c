package cgoexport

import (
	"go/ast"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/passes/exportcall"
)

// recovers reports calls that were to recover and do not: recover ends a panic
// only when the deferred function itself calls it.
func (c *checker) recovers(r exportcall.Reach) {
	cur, ok := c.cursor(r.Decl)
	if !ok {
		return
	}
	for at := range cur.Preorder((*ast.CallExpr)(nil)) {
		call := at.Node().(*ast.CallExpr)
		switch {
		case c.isRecover(call):
			c.bareRecover(r, at)
		case c.isDeferred(at.Parent()):
		case c.inDeferredLiteral(at) || c.isOnlyDeferred(r.Func):
			if f := c.callee(call); f != nil && len(c.recoverCalls(f.Decl.Body)) > 0 && !c.recoversIn(f.Decl.Body) {
				c.report(call, "cgoexport/recover", finding.Info{},
					"%s recovers nothing here: recover works in the deferred function itself, so a panic of %s ends the program", f.Obj.Name(), r.Export.Export.Name)
			}
		case r.Func.Export != nil && c.inDeclaration(at):
			if f := c.callee(call); f != nil && c.onlyRecovers(f) {
				c.report(call, "cgoexport/recover", finding.Info{},
					"%s recovers nothing here, as it is not deferred: a panic of %s ends the program", f.Obj.Name(), r.Export.Export.Name)
			}
		}
	}
}

// isOnlyDeferred reports whether a function is called by defer statements only,
// so that what it calls is a call too deep.
func (c *checker) isOnlyDeferred(f *exportcall.Func) bool {
	deferred := false
	for _, caller := range c.calls.Funcs() {
		for _, call := range caller.Calls {
			if call.Callee != f {
				continue
			}
			if !c.isDeferred(call.Parent()) {
				return false
			}
			deferred = true
		}
	}
	return deferred && len(c.recoverCalls(f.Decl.Body)) == 0
}

// onlyRecovers reports whether all that a function does is to recover, and to
// do something with what it has recovered.
func (c *checker) onlyRecovers(f *exportcall.Func) bool {
	calls := c.recoverCalls(f.Decl.Body)
	if len(calls) != 1 || c.recoversIn(f.Decl.Body) {
		return false
	}
	list := f.Decl.Body.List
	if assign, ok := list[0].(*ast.AssignStmt); ok && assign.Rhs[0] == ast.Expr(calls[0]) {
		list = list[1:]
	}
	if len(list) != 1 {
		return false
	}
	test, ok := list[0].(*ast.IfStmt)
	return ok && (len(list) < len(f.Decl.Body.List) || test.Pos() <= calls[0].Pos() && calls[0].End() <= test.Body.Pos())
}

// bareRecover reports a call of recover that is deferred itself, or that is in
// no deferred function.
func (c *checker) bareRecover(r exportcall.Reach, at inspector.Cursor) {
	switch {
	case c.isDeferred(at.Parent()):
		c.report(at.Node(), "cgoexport/recover", finding.Info{},
			"recover recovers nothing when it is itself deferred: it works in a deferred function, so a panic of %s ends the program", r.Export.Export.Name)
	case c.inCalledLiteral(at):
		c.report(at.Node(), "cgoexport/recover", finding.Info{},
			"recover recovers nothing in a function that the deferred function calls: a panic of %s ends the program", r.Export.Export.Name)
	case r.Func.Export != nil && c.inDeclaration(at):
		c.report(at.Node(), "cgoexport/recover", finding.Info{},
			"recover recovers nothing outside of a deferred function: a panic of %s ends the program", r.Export.Export.Name)
	}
}

func (c *params) cursor(decl *ast.FuncDecl) (inspector.Cursor, bool) {
	return c.src.Inspector().Root().FindNode(decl)
}

func (c *checker) isDeferred(parent inspector.Cursor) bool {
	_, ok := parent.Node().(*ast.DeferStmt)
	return ok
}

// inDeferredLiteral reports whether the innermost function around a node is a
// literal that is deferred on the spot.
func (c *checker) inDeferredLiteral(at inspector.Cursor) bool {
	for f := range at.Parent().Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		call, ok := f.Parent().Node().(*ast.CallExpr)
		return ok && call.Fun == f.Node() && c.isDeferred(f.Parent().Parent())
	}
	return false
}

// inCalledLiteral reports whether the innermost function around a node is a
// literal that is called on the spot, in a function that is deferred.
func (c *checker) inCalledLiteral(at inspector.Cursor) bool {
	for f := range at.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		call, ok := f.Parent().Node().(*ast.CallExpr)
		if !ok || call.Fun != f.Node() || c.isDeferred(f.Parent().Parent()) {
			return false
		}
		_, spawned := f.Parent().Parent().Node().(*ast.GoStmt)
		return !spawned && c.inDeferredLiteral(f.Parent())
	}
	return false
}

// inDeclaration reports whether a node is in no function literal.
func (c *checker) inDeclaration(at inspector.Cursor) bool {
	for f := range at.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		_, ok := f.Node().(*ast.FuncDecl)
		return ok
	}
	return false
}
