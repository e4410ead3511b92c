package flow_test

import (
	"go/ast"
	"testing"

	"github.com/cgolint/cgolint/internal/flow"
)

// TestJumps asks which gotos jump over call(), and back before it.
func TestJumps(t *testing.T) {
	for _, test := range []struct {
		body       string
		over, back bool
	}{
		{"call()\nreturn nil", false, false},
		{"if cond() { goto end }\ncall()\nend:\nreturn nil", true, false},
		{"again:\ncall()\nif cond() { goto again }\nreturn nil", false, true},
		{"again:\nif cond() { goto again }\ncall()\nreturn nil", false, false},
		{"call()\nif cond() { goto end }\nend:\nreturn nil", false, false},
		{"for { if cond() { continue }; call() }", false, false},
	} {
		_, fn, _ := function(t, test.body)
		ast.Inspect(fn.Body, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || call.Fun.(*ast.Ident).Name != "call" {
				return true
			}
			if over, back := flow.JumpsOver(fn.Body, call.Pos()), flow.JumpsBack(fn.Body, call.Pos()); over != test.over || back != test.back {
				t.Errorf("%s\njumps over: %v, back: %v", test.body, over, back)
			}
			return false
		})
	}
}

// TestBody asks for the body of the innermost function around a node.
func TestBody(t *testing.T) {
	_, fn, _ := function(t, "call()\nreturn nil")
	stmt := fn.Body.List[0]
	if body := flow.Body([]ast.Node{stmt, fn.Body, fn}); body != fn.Body {
		t.Errorf("a statement of the function: %v", body)
	}
	lit := &ast.FuncLit{Body: &ast.BlockStmt{List: []ast.Stmt{stmt}}}
	if body := flow.Body([]ast.Node{stmt, lit.Body, lit, fn.Body, fn}); body != lit.Body {
		t.Errorf("a statement of a function literal: %v", body)
	}
	if body := flow.Body([]ast.Node{stmt}); body != nil {
		t.Errorf("no function: %v", body)
	}
}
