package cgokeepalive

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"unicode"
	"unicode/utf8"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/internal/flow"
	"github.com/cgolint/cgolint/passes/finalize"
)

// name puts an object that a call returns, and which has no name, into a
// variable, and keeps that alive. It returns the variable's name, or "" when
// the call cannot be moved before its statement.
func (c *checker) name(f *edit.File, s *site, l *finalize.Loss) string {
	made, ok := l.Object.(*ssa.Call)
	if !ok {
		return ""
	}
	call, stmt := c.src.CallAt(made.Pos()), s.statement()
	name := variableName(l.Type)
	if call == nil || stmt == nil || c.src.Lookup(name, l.Pos) != nil || !c.runsFirst(stmt, call) {
		return ""
	}
	runtime := c.src.Import(f, "runtime", l.Pos)
	if runtime == "" || flow.JumpsOver(s.body, stmt.Pos()) {
		return ""
	}
	before := []string{fmt.Sprintf("%s := %s", name, c.src.Text(call))}
	keep := fmt.Sprintf("%s.KeepAlive(%s)", runtime, name)
	switch stmt.(type) {
	case *ast.ExprStmt, *ast.AssignStmt:
		f.AddAfter(stmt, keep)
	case *ast.ReturnStmt:
		if s.isRepeated() {
			return ""
		}
		before = append(before, "defer "+keep)
	default:
		return ""
	}
	insertBefore(f, s.body, stmt, before...)
	f.Replace(call.Pos(), call.End(), name)
	return name
}

// variableName makes a variable's name of that of a type.
func variableName(t *types.TypeName) string {
	first, n := utf8.DecodeRuneInString(t.Name())
	name := string(unicode.ToLower(first)) + t.Name()[n:]
	if token.IsKeyword(name) || types.Universe.Lookup(name) != nil || name == t.Name() {
		return name + "Object"
	}
	return name
}

// runsFirst reports whether a call is certain to run, and before all others,
// when its statement does.
func (c *checker) runsFirst(stmt ast.Stmt, call *ast.CallExpr) bool {
	first := true
	ast.Inspect(stmt, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if n.End() <= call.Pos() && !c.src.IsConversion(n) {
				first = false
			}
		case *ast.FuncLit:
			first = first && !edit.Within(call, n)
		case *ast.BinaryExpr:
			first = first && !((n.Op == token.LAND || n.Op == token.LOR) && edit.Within(call, n.Y))
		case *ast.UnaryExpr:
			first = first && (n.Op != token.ARROW || n.End() > call.Pos())
		}
		return first
	})
	return first
}

// isRepeated reports whether the call is in a loop.
func (s *site) isRepeated() bool {
	for _, n := range s.path {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt, *ast.LabeledStmt:
			return true
		}
	}
	return flow.JumpsBack(s.body, s.path[0].Pos())
}
