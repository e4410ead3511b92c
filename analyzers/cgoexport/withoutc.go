package cgoexport

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/passes/exportcall"
)

// maxDepth is how far calls are followed back.
const maxDepth = 3

// comesWithoutC reports whether control may come to a node from outside of the
// package without a call of C before.
func (c *checker) comesWithoutC(at inspector.Cursor, depth int) bool {
	for decl := range at.Enclosing((*ast.FuncDecl)(nil)) {
		obj, _ := c.info.Defs[decl.Node().(*ast.FuncDecl).Name].(*types.Func)
		fn := c.calls.Func(obj)
		if fn == nil || fn.Export != nil || c.callsCBefore(fn, at) {
			return false
		}
		if obj.Exported() || depth == 0 {
			return true
		}
		called := false
		for _, caller := range c.calls.Funcs() {
			for _, call := range caller.Calls {
				if call.Callee != fn {
					continue
				}
				if called = true; c.comesWithoutC(call.Cursor, depth-1) {
					return true
				}
			}
		}
		return !called // others call it, as a value
	}
	return false
}

// callsCBefore reports whether a function calls C before a node, which when it
// is deferred is any call.
func (c *checker) callsCBefore(fn *exportcall.Func, at inspector.Cursor) bool {
	end := at.Node().Pos()
	for d := range at.Enclosing((*ast.DeferStmt)(nil)) {
		if fn.Decl.Pos() <= d.Node().Pos() {
			end = fn.Decl.End()
		}
	}
	return slices.ContainsFunc(fn.Calls, func(call exportcall.Call) bool {
		return call.Node().Pos() < end && c.leadsToC(call, maxDepth)
	})
}

func (c *checker) leadsToC(call exportcall.Call, depth int) bool {
	if call.C != nil {
		return call.C.Crosses()
	}
	return depth > 0 && slices.ContainsFunc(call.Callee.Calls, func(inner exportcall.Call) bool { return c.leadsToC(inner, depth-1) })
}
