package cgoloop

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// grid returns why the calls of a loop are many, though neither it nor the one
// that it is in says how often it turns: one of them gets the counters of both,
// as the row and the column of a matrix.
func (m *matcher) grid(l *loop) string {
	inner := m.counter(l.stmt)
	if inner == nil {
		return ""
	}
	for _, around := range l.fn.Graph().Around(l.stmt) {
		outer := m.counter(around.Stmt)
		if outer == nil || outer == inner {
			continue
		}
		for _, site := range l.sites {
			if call, ok := site.Node.(*ast.CallExpr); ok && m.gets(call, inner) && m.gets(call, outer) {
				return fmt.Sprintf("it turns once for each %s and %s", outer.Name(), inner.Name())
			}
		}
	}
	return ""
}

// counter returns the variable that counts the turns of a loop, or nil.
func (m *matcher) counter(loop ast.Stmt) types.Object {
	switch loop := loop.(type) {
	case *ast.RangeStmt:
		if id, ok := loop.Key.(*ast.Ident); ok && loop.Tok == token.DEFINE && id.Name != "_" {
			return m.src.Info.Defs[id]
		}
	case *ast.ForStmt:
		if init, ok := loop.Init.(*ast.AssignStmt); ok && init.Tok == token.DEFINE && len(init.Lhs) == 1 {
			return m.src.Info.Defs[init.Lhs[0].(*ast.Ident)]
		}
	}
	return nil
}

// gets reports whether an argument of a call is a variable, or is computed
// from it.
func (m *matcher) gets(call *ast.CallExpr, v types.Object) bool {
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return m.src.Mentions(arg, v) })
}
