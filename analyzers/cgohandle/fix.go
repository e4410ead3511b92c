package cgohandle

import (
	"fmt"
	"go/ast"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/astutil"
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/ownership"
)

// deferFix deletes a handle when the function returns, where it is in a
// variable, nothing deletes it yet, and C is known not to keep it.
func (c *checker) deferFix(r *ownership.Resource, call *ast.CallExpr) []analysis.SuggestedFix {
	if r.Freed() || r.HandedOn() || r.By != "cgo.NewHandle" || !c.keepsNothing(r.Func) {
		return nil
	}
	file := c.src.File(call.Pos())
	path, _ := astutil.PathEnclosingInterval(file, call.Pos(), call.End())
	if len(path) < 4 {
		return nil
	}
	assign, ok := path[1].(*ast.AssignStmt)
	if !ok || len(assign.Lhs) != 1 || len(assign.Rhs) != 1 || assign.Rhs[0] != call {
		return nil
	}
	id, ok := assign.Lhs[0].(*ast.Ident)
	body, inBlock := path[2].(*ast.BlockStmt)
	if !ok || !inBlock || id.Name == "_" || !isBody(path[3], body) {
		return nil
	}
	f := &edit.File{Syntax: file, Source: c.src.Source(file)}
	if f.Source == nil {
		return nil
	}
	f.Insert(assign.End(), fmt.Sprintf("\n%sdefer %s.Delete()", f.Indentation(assign.Pos()), id.Name))
	return []analysis.SuggestedFix{{Message: fmt.Sprintf("Delete %s when the function returns", id.Name), TextEdits: f.Edits()}}
}

// isBody reports whether a block is the body of a function.
func isBody(fn ast.Node, body *ast.BlockStmt) bool {
	switch fn := fn.(type) {
	case *ast.FuncDecl:
		return fn.Body == body
	case *ast.FuncLit:
		return fn.Body == body
	}
	return false
}

// keepsNothing reports whether it is known of all C functions that a function
// calls that they keep none of their arguments.
func (c *checker) keepsNothing(fn *ssa.Function) bool {
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok {
				continue
			}
			name, ok := cgosource.CFunc(call.Common().StaticCallee())
			if !ok {
				continue
			}
			s := c.sums.Func(name)
			if s == nil || s.Contract || !s.NoEscape() {
				return false
			}
		}
	}
	return true
}
