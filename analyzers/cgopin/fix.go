package cgopin

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

// deferFix unpins when the function returns, where nothing unpins yet and C
// is known to keep nothing.
func (c *checker) deferFix(r *ownership.Resource, pinner ssa.Value, call *ast.CallExpr) []analysis.SuggestedFix {
	v := c.variable(pinner)
	if v == nil || r.Freed() || !c.keepsNothing(r.Func) {
		return nil
	}
	file := c.src.File(call.Pos())
	path, _ := astutil.PathEnclosingInterval(file, call.Pos(), call.End())
	for i, n := range path {
		stmt, ok := n.(*ast.ExprStmt)
		if !ok || i+1 >= len(path) {
			continue
		}
		body, inBlock := path[i+1].(*ast.BlockStmt)
		if !inBlock || !isBody(path[i+2:], body) {
			return nil // in a loop or branch
		}
		f := &edit.File{Syntax: file, Source: c.src.Source(file)}
		if f.Source == nil {
			return nil
		}
		f.Insert(stmt.Pos(), fmt.Sprintf("defer %s.Unpin()\n%s", v.Name(), f.Indentation(stmt.Pos())))
		return []analysis.SuggestedFix{{Message: fmt.Sprintf("Unpin %s when the function returns", v.Name()), TextEdits: f.Edits()}}
	}
	return nil
}

// isBody reports whether a block is the body of the function around it.
func isBody(path []ast.Node, body *ast.BlockStmt) bool {
	switch fn := path[0].(type) {
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
			if s == nil || !s.NoEscape() {
				return false
			}
		}
	}
	return true
}
