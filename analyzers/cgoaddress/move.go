package cgoaddress

import (
	"go/ast"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// moveFix takes the address in the call, when the variable has no other use
// and the call's statement is the next.
func (c *checker) moveFix(file *ast.File, fn *ast.FuncDecl, call *cgosource.Call, arg ast.Expr, t *taken) []analysis.SuggestedFix {
	if t.stmt == nil {
		return nil
	}
	obj := c.src.Info.Defs[t.stmt.Lhs[0].(*ast.Ident)]
	uses := 0
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && c.src.Info.Uses[id] == obj {
			uses++
		}
		return true
	})
	if uses != 1 || !follows(fn.Body, t.stmt, call) {
		return nil
	}
	if !gotype.IsUnsafePointer(c.src.Info.TypeOf(t.value)) {
		arg = c.src.Unconverted(arg) // the variable, of which the argument makes an unsafe.Pointer
	}
	f := &edit.File{Syntax: file, Source: c.src.Source(file)}
	f.Delete(t.stmt.Pos(), t.stmt.End())
	f.Replace(arg.Pos(), arg.End(), c.src.Text(t.value))
	return []analysis.SuggestedFix{{Message: "Take the address in the call", TextEdits: f.Edits()}}
}

// follows reports whether a call is what runs right behind a statement: it is
// part of the next one, but not of one that may run later, again or not at all,
// and nothing else is called before.
func follows(body *ast.BlockStmt, first ast.Stmt, call ast.Node) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		block, ok := n.(*ast.BlockStmt)
		if !ok {
			return true
		}
		for i, stmt := range block.List {
			if stmt == first && i+1 < len(block.List) {
				found = runsFirst(block.List[i+1], call)
			}
		}
		return true
	})
	return found
}

// runsFirst reports whether a call is what a statement begins with.
func runsFirst(stmt ast.Stmt, call ast.Node) bool {
	computed := ast.Node(stmt)
	switch s := stmt.(type) {
	case *ast.ExprStmt, *ast.AssignStmt, *ast.DeclStmt, *ast.ReturnStmt:
	case *ast.IfStmt:
		if computed = s.Cond; s.Init != nil {
			computed = s.Init
		}
	default:
		return false
	}
	first := computed.Pos() <= call.Pos() && call.End() <= computed.End()
	ast.Inspect(computed, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			first = false
		case *ast.CallExpr:
			first = first && n.End() > call.Pos()
		}
		return first
	})
	return first
}
