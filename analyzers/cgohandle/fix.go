package cgohandle

import (
	"fmt"
	"go/ast"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/internal/flow"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/ownership"
)

// deferFix deletes a handle when the function returns, where it is in a
// variable, nothing deletes it yet, and C is known not to keep it.
func (c *checker) deferFix(r *ownership.Resource, call *ast.CallExpr) []analysis.SuggestedFix {
	if r.Freed() || r.HandedOn() || r.By != "cgo.NewHandle" || !c.sums.AllCalled(r.Func, func(f *csummary.Func) bool { return !keepsNumber(f) }) {
		return nil
	}
	file := c.src.File(call.Pos())
	path := c.src.Enclosing(call.Pos(), call.End())
	if len(path) < 4 {
		return nil
	}
	assign, ok := path[1].(*ast.AssignStmt)
	if !ok || len(assign.Lhs) != 1 || len(assign.Rhs) != 1 || assign.Rhs[0] != call {
		return nil
	}
	id, ok := assign.Lhs[0].(*ast.Ident)
	body, inBlock := path[2].(*ast.BlockStmt)
	if !ok || !inBlock || id.Name == "_" || !flow.IsBody(path[3], body) || flow.JumpsBack(body, assign.Pos()) {
		return nil
	}
	f := &edit.File{Syntax: file, Source: c.src.Source(file)}
	if f.Source == nil {
		return nil
	}
	f.AddAfter(assign, fmt.Sprintf("defer %s.Delete()", id.Name))
	return []analysis.SuggestedFix{{Message: fmt.Sprintf("Delete %s when the function returns", id.Name), TextEdits: f.Edits()}}
}

// keepsNumber reports whether C may keep the number that it gets: a contract
// says so of pointers only.
func keepsNumber(f *csummary.Func) bool { return f.Contract || !f.NoEscape() }
