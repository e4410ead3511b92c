package cgoloop

import (
	"fmt"
	"go/ast"
	"go/constant"
	"slices"

	"github.com/cgolint/cgolint/internal/sentence"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// copyInGo has Go move or clear the bytes that the loop has C do: with copy and
// clear, over slices of the C memory.
func (r *rewriter) copyInGo() string {
	var names []string
	for _, site := range r.sites {
		expr, ok := site.Node.(*ast.CallExpr)
		if !ok || len(site.Via) > 0 || r.src.Call(expr) == nil {
			return ""
		}
		text := r.copied(r.src.Call(expr))
		if text == "" {
			return ""
		}
		r.file.Replace(expr.Pos(), expr.End(), text)
		if name := "C." + site.Name; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return "Do in Go what " + sentence.List(names) + " does"
}

// copied returns the Go for a call of memcpy, memmove or memset that is a
// statement, or "".
func (r *rewriter) copied(call *cgosource.Call) string {
	unsafe := r.unsafe()
	if unsafe == "" || len(call.Args) != 3 || call.TwoValued || !r.isStatement(call) || !r.isPlain(call.Args[2]) {
		return ""
	}
	bytes := func(arg ast.Expr) string {
		return fmt.Sprintf("%s.Slice((*byte)(%s), %s)", unsafe, r.src.Text(arg), r.src.Text(call.Args[2]))
	}
	switch call.Name {
	case "memcpy", "memmove":
		return fmt.Sprintf("copy(%s, %s)", bytes(call.Args[0]), bytes(call.Args[1]))
	case "memset":
		v := r.src.Info.Types[call.Args[1]].Value
		if v != nil && constant.Sign(v) == 0 && r.src.HasVersion(r.file.Syntax, "go1.21") && r.src.IsPredeclared(r.stmt.Pos(), "clear") {
			return "clear(" + bytes(call.Args[0]) + ")"
		}
	}
	return ""
}

// isPlain reports whether an expression is a variable, a field or a
// constant, with conversions: it may be written twice.
func (r *rewriter) isPlain(e ast.Expr) bool {
	return r.src.Info.Types[e].Value != nil || r.simple(r.src.Unconverted(e)) != ""
}
