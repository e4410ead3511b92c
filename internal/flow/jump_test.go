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
