package cgopointer

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/version"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/ptrcheck"
)

// pin pins the pointers before the statement that has the call.
func (x *fixer) pin(e *edit.File, b ptrcheck.Violation, call *cgosource.Call, path []ast.Node) bool {
	body := functionBody(path)
	stmt := statement(path)
	if body == nil || stmt == nil || x.mayKeep(call, b) || version.Compare(x.src.GoVersion(e.Syntax), "go1.21") < 0 {
		return false
	}
	scope := x.src.Types.Scope().Innermost(call.Pos())
	if scope == nil {
		return false
	}
	pinner := "pinner"
	at := func() string { return fmt.Sprint(pinner, body.Pos()) }
	for n := 2; taken(body, pinner) || x.pinners[at()]; n++ {
		pinner = fmt.Sprintf("pinner%d", n)
	}
	name := "runtime"
	spec := edit.Import(e.Syntax, "runtime")
	if spec != nil && spec.Name != nil {
		name = spec.Name.Name
	}
	if _, obj := scope.LookupParent(name, call.Pos()); spec == nil && obj != nil || name == "." || name == "_" {
		return false
	}
	indent := "\n" + e.Indentation(stmt.Pos())
	text := fmt.Sprintf("var %s %s.Pinner%sdefer %s.Unpin()%s", pinner, name, indent, pinner, indent)
	for _, p := range b.Pins {
		pin := fmt.Sprintf("%s.Pin(%s)", pinner, p.Expr)
		if p.Nilable {
			pin = fmt.Sprintf("if %s != nil {%s\t%s%s}", p.Expr, indent, pin, indent)
		}
		text += pin + indent
	}
	x.pinners[at()] = true
	e.Insert(stmt.Pos(), text)
	if spec == nil {
		e.AddImport("runtime")
	}
	return true
}

// functionBody returns the body of the function around a node.
func functionBody(path []ast.Node) *ast.BlockStmt {
	for _, n := range path {
		switch n := n.(type) {
		case *ast.FuncDecl:
			return n.Body
		case *ast.FuncLit:
			return n.Body
		}
	}
	return nil
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
			if i+1 < len(path) && found == nil {
				switch path[i+1].(type) {
				case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
					found = n
				}
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

// taken reports whether the name is used in the function.
func taken(body *ast.BlockStmt, name string) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && id.Name == name
		return !found
	})
	return found
}
