package cgopointer

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/version"
	"slices"
	"strings"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/internal/flow"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/ptrcheck"
)

// pin pins the pointers before the statement that has the call, or says why it
// does not.
func (x *fixer) pin(e *edit.File, b ptrcheck.Violation, call *cgosource.Call, path []ast.Node) (reason string) {
	body := flow.Body(path)
	stmt := statement(path)
	switch {
	case version.Compare(x.src.GoVersion(e.Syntax), "go1.21") < 0:
		return "the file is for a Go version before 1.21, without runtime.Pinner"
	case body == nil || stmt == nil || flow.JumpsOver(body, stmt.Pos()) || flow.JumpsBack(body, stmt.Pos()):
		return "the call may not run, or runs more than once, and pins would pile up until the function returns"
	case x.mayKeep(call, b):
		return "C may keep the pointer after the call, so that it has to stay pinned for longer"
	case !x.canBeWritten(b.Pins, stmt, call):
		return "the pointer cannot be named before the statement, or may be nil there"
	}
	in := func(pinner string) string { return fmt.Sprint(pinner, body.Pos()) }
	pinner := x.src.NewName("pinner", stmt.Pos(), func(name string) bool { return x.pinners[in(name)] })
	name := x.src.Import(e, "runtime", stmt.Pos())
	if name == "" {
		return "package runtime cannot be named here"
	}
	lines := []string{fmt.Sprintf("var %s %s.Pinner", pinner, name), fmt.Sprintf("defer %s.Unpin()", pinner)}
	for _, p := range b.Pins {
		pin := fmt.Sprintf("%s.Pin(%s)", pinner, p.Expr)
		if p.Nilable {
			lines = append(lines, fmt.Sprintf("if %s != nil {", p.Expr), "\t"+pin, "}")
			continue
		}
		lines = append(lines, pin)
	}
	x.pinners[in(pinner)] = true
	e.AddBefore(stmt, lines...)
	return ""
}

// canBeWritten reports whether all names in what is pinned mean the same before
// a statement as at the call in it.
func (x *fixer) canBeWritten(pins []ptrcheck.Pin, stmt ast.Stmt, call *cgosource.Call) bool {
	return !slices.ContainsFunc(pins, func(p ptrcheck.Pin) bool {
		root := strings.TrimLeft(p.Expr, "(*&")
		if i := strings.IndexAny(root, ".[)"); i >= 0 {
			root = root[:i]
		}
		return x.src.Lookup(root, stmt.Pos()) != x.src.Lookup(root, call.Pos()) ||
			p.Nilable && !x.src.IsPredeclared(stmt.Pos(), "nil")
	})
}

// statement returns the statement around a node, before which others can be
// inserted; nil when it may run more than once in its function, or later, or
// without the node.
func statement(path []ast.Node) ast.Stmt {
	var found ast.Stmt
	for i, n := range path {
		if found == nil && i > 0 && isConditional(path[i-1], n) {
			return nil
		}
		switch n := n.(type) {
		case *ast.ForStmt, *ast.RangeStmt, *ast.LabeledStmt, *ast.DeferStmt, *ast.GoStmt:
			return nil
		case *ast.FuncDecl, *ast.FuncLit:
			return found
		case ast.Stmt:
			if i+1 < len(path) && found == nil && flow.InList(path[i+1], n) {
				found = n
			}
		}
	}
	return nil
}

// isConditional reports whether a node may run without its child n.
func isConditional(child, n ast.Node) bool {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		return (n.Op == token.LAND || n.Op == token.LOR) && n.Y == child
	case *ast.IfStmt:
		return n.Else == child
	case *ast.CaseClause, *ast.CommClause:
		return true // the child is no statement of its body
	}
	return false
}
