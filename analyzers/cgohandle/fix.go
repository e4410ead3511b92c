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
// variable, nothing deletes it yet, and C is known not to keep it; or says why
// it does not.
func (c *checker) deferFix(r *ownership.Resource, call *ast.CallExpr) (fixes []analysis.SuggestedFix, reason string) {
	if reason := c.notDeferred(r); reason != "" {
		return nil, reason
	}
	const noVariable = "the handle is not in a variable of its own"
	file := c.src.File(call.Pos())
	path := c.src.Enclosing(call.Pos(), call.End())
	if len(path) < 4 {
		return nil, noVariable
	}
	assign, ok := path[1].(*ast.AssignStmt)
	if !ok || len(assign.Lhs) != 1 || len(assign.Rhs) != 1 || assign.Rhs[0] != call {
		return nil, noVariable
	}
	id, ok := assign.Lhs[0].(*ast.Ident)
	if !ok || id.Name == "_" {
		return nil, noVariable
	}
	body, inBlock := path[2].(*ast.BlockStmt)
	if !inBlock || !flow.IsBody(path[3], body) || flow.JumpsBack(body, assign.Pos()) {
		return nil, "the handle is made in a loop or branch, and a deferred call would delete it only when the function returns"
	}
	f := &edit.File{Syntax: file, Source: c.src.Source(file)}
	if f.Source == nil {
		return nil, "the file cannot be read"
	}
	f.AddAfter(assign, fmt.Sprintf("defer %s.Delete()", id.Name))
	return []analysis.SuggestedFix{{Message: fmt.Sprintf("Delete %s when the function returns", id.Name), TextEdits: f.Edits()}}, ""
}

// notDeferred says why a deferred Delete is wrong or not enough, or "".
func (c *checker) notDeferred(r *ownership.Resource) string {
	switch {
	case r.Freed():
		return "the handle is deleted on another path"
	case r.HandedOn():
		return "the handle is handed on, on another path"
	case r.By != "cgo.NewHandle":
		return "the handle is not made by cgo.NewHandle here"
	case !c.sums.AllCalled(r.Func, func(f *csummary.Func) bool { return !keepsNumber(f) }):
		return "C may keep the handle: not all of the C code that the function calls is known to keep nothing"
	}
	return ""
}

// keepsNumber reports whether C may keep the number that it gets: a contract
// says so of pointers only.
func keepsNumber(f *csummary.Func) bool { return f.Contract || !f.NoEscape() }
