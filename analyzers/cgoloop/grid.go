package cgoloop

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// grid returns why a loop makes many calls, though neither it nor the loop around
// it shows how many iterations it makes: a call gets the counters of both, such as
// the row and the column of a matrix.
func (m *matcher) grid(l *loop) string {
	inner := counter(m.src.Info, l.stmt)
	if inner == nil {
		return ""
	}
	for _, around := range l.fn.Graph().Around(l.stmt) {
		outer := counter(m.src.Info, around.Stmt)
		if outer == nil || outer == inner {
			continue
		}
		for _, site := range l.sites {
			if call, ok := site.Node.(*ast.CallExpr); ok && m.gets(call, inner) && m.gets(call, outer) {
				return fmt.Sprintf("the loop runs once for each %s and %s", outer.Name(), inner.Name())
			}
		}
	}
	return ""
}

// counter returns the variable that counts the iterations of a loop, or nil.
func counter(info *types.Info, loop ast.Stmt) types.Object {
	var declared ast.Expr
	switch loop := loop.(type) {
	case *ast.RangeStmt:
		if loop.Tok == token.DEFINE {
			declared = loop.Key
		}
	case *ast.ForStmt:
		if init, ok := loop.Init.(*ast.AssignStmt); ok && init.Tok == token.DEFINE && len(init.Lhs) == 1 {
			declared = init.Lhs[0] // which may be anything while the code is written
		}
	}
	id, ok := declared.(*ast.Ident)
	if !ok || id.Name == "_" {
		return nil
	}
	return info.Defs[id]
}

// gets reports whether an argument of a call is a variable, or is computed
// from it.
func (m *matcher) gets(call *ast.CallExpr, v types.Object) bool {
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return m.src.Mentions(arg, v) })
}
