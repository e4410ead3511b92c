package cgopin

import (
	"fmt"
	"go/ast"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/internal/flow"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/ownership"
)

// deferFix unpins when the function returns, where nothing unpins yet and C
// is known to keep nothing.
func (c *checker) deferFix(r *ownership.Resource, pinner ssa.Value, call *ast.CallExpr) []analysis.SuggestedFix {
	v := c.variable(pinner)
	if v == nil || r.Freed() || !c.sums.AllCalled(r.Func, (*csummary.Func).NoEscape) {
		return nil
	}
	file := c.src.File(call.Pos())
	path := c.src.Enclosing(call.Pos(), call.End())
	for i, n := range path {
		stmt, ok := n.(*ast.ExprStmt)
		if !ok || i+1 >= len(path) {
			continue
		}
		body, inBlock := path[i+1].(*ast.BlockStmt)
		if !inBlock || !flow.IsBody(path[i+2], body) || flow.JumpsBack(body, stmt.Pos()) {
			return nil // in a loop or branch
		}
		f := &edit.File{Syntax: file, Source: c.src.Source(file)}
		if f.Source == nil {
			return nil
		}
		f.AddBefore(stmt, fmt.Sprintf("defer %s.Unpin()", v.Name()))
		return []analysis.SuggestedFix{{Message: fmt.Sprintf("Unpin %s when the function returns", v.Name()), TextEdits: f.Edits()}}
	}
	return nil
}
