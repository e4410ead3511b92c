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
// is known to keep nothing; or says why it does not.
func (c *checker) deferFix(r *ownership.Resource, pinner ssa.Value, call *ast.CallExpr) (fixes []analysis.SuggestedFix, reason string) {
	v := c.variable(pinner)
	switch {
	case v == nil:
		return nil, "the Pinner is not in a variable of its own"
	case r.Freed():
		return nil, v.Name() + " is unpinned on another path"
	case !c.sums.AllCalled(r.Func, (*csummary.Func).NoEscape):
		return nil, "C may keep what is pinned: not all of the C code that the function calls is known to keep nothing"
	}
	const notAtOnce = "something is pinned in a loop or branch, or not by a statement of its own"
	file := c.src.File(call.Pos())
	path := c.src.Enclosing(call.Pos(), call.End())
	for i, n := range path {
		stmt, ok := n.(*ast.ExprStmt)
		if !ok || i+1 >= len(path) {
			continue
		}
		body, inBlock := path[i+1].(*ast.BlockStmt)
		if !inBlock || !flow.IsBody(path[i+2], body) || flow.JumpsBack(body, stmt.Pos()) {
			return nil, notAtOnce
		}
		f := &edit.File{Syntax: file, Source: c.src.Source(file)}
		if f.Source == nil {
			return nil, "the file cannot be read"
		}
		f.AddBefore(stmt, fmt.Sprintf("defer %s.Unpin()", v.Name()))
		return []analysis.SuggestedFix{{Message: fmt.Sprintf("Unpin %s when the function returns", v.Name()), TextEdits: f.Edits()}}, ""
	}
	return nil, notAtOnce
}
