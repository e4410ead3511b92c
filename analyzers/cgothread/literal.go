package cgothread

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/cgolint/cgolint/passes/exportcall"
)

// runsLocked reports whether a function literal may run with its thread
// locked: in a function that locks it before, or as an argument of one that may
// lock it, which of functions those of the standard library do not.
func (c *checker) runsLocked(lit *exportcall.Func) bool {
	cur := lit.Cursor()
	for decl := range cur.Enclosing((*ast.FuncDecl)(nil)) {
		fn, _ := c.info.Defs[decl.Node().(*ast.FuncDecl).Name].(*types.Func)
		if f := c.calls.Func(fn); f != nil && c.locksBefore(f, cur.Node()) && !isSpawned(lit) {
			return true
		}
	}
	call, ok := cur.Parent().Node().(*ast.CallExpr)
	if !ok || call.Fun == cur.Node() {
		return false
	}
	callee := c.guard.Callee(call)
	return callee == nil || strings.Contains(callee.Pkg().Path(), ".") || callee.Pkg() == c.src.Types
}

// isSpawned reports whether a go statement runs a function literal.
func isSpawned(lit *exportcall.Func) bool {
	_, ok := lit.Cursor().Parent().Parent().Node().(*ast.GoStmt)
	return ok
}
