package cgothread

import (
	"fmt"
	"go/ast"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/exportcall"
)

// reportMainThread reports C functions for the main thread that a goroutine
// calls: only the goroutine of main can be on it.
func (c *checker) reportMainThread() {
	for cur := range c.src.Inspector().Root().Preorder((*ast.GoStmt)(nil)) {
		stmt := cur.Node().(*ast.GoStmt)
		if c.src.IsTest(stmt.Pos()) || c.src.IsGenerated(stmt.Pos()) {
			continue
		}
		if call := c.spawned(stmt); call != nil {
			c.report(analysis.Diagnostic{
				Pos: call.Pos(), End: call.End(), Category: "cgothread/main",
				Message: fmt.Sprintf("C.%s is for the main thread only, and a goroutine that go starts is never on it for sure", call.Name),
			}, finding.Info{})
		}
	}
}

// spawned returns a call of a C function for the main thread that a goroutine
// makes, or nil.
func (c *checker) spawned(stmt *ast.GoStmt) *cgosource.Call {
	if call := c.src.Call(stmt.Call); call != nil {
		return c.ifMain(call)
	}
	if lit, ok := ast.Unparen(stmt.Call.Fun).(*ast.FuncLit); ok {
		return c.mainIn(lit.Body)
	}
	if fn := c.guard.Callee(stmt.Call); fn != nil {
		if f := c.calls.Func(fn); f != nil {
			return c.mainInFunc(f, maxDepth)
		}
	}
	return nil
}

func (c *checker) ifMain(call *cgosource.Call) *cgosource.Call {
	if f := c.sums.Func(call.Name); f != nil && f.MainThread {
		return call
	}
	return nil
}

// mainIn returns the first such call in the body of a function literal.
func (c *checker) mainIn(body *ast.BlockStmt) (found *cgosource.Call) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.GoStmt:
			return false
		case *ast.CallExpr:
			if call := c.src.Call(n); call != nil && found == nil {
				found = c.ifMain(call)
			}
		}
		return found == nil
	})
	return found
}

func (c *checker) mainInFunc(f *exportcall.Func, depth int) *cgosource.Call {
	for _, call := range f.Calls {
		var found *cgosource.Call
		switch {
		case call.C != nil:
			found = c.ifMain(call.C)
		case depth > 0:
			found = c.mainInFunc(call.Callee, depth-1)
		}
		if found != nil {
			return found
		}
	}
	return nil
}
