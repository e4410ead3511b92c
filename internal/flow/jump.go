package flow

import (
	"go/ast"
	"go/token"
)

// Body returns the body of the innermost function on a path of nodes, the
// innermost node first, or nil.
func Body(path []ast.Node) *ast.BlockStmt {
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

// JumpsOver reports whether a goto may jump over pos in a function's body, so
// that the compiler allows no declaration of a variable there.
func JumpsOver(body *ast.BlockStmt, pos token.Pos) bool {
	return jumps(body, func(from, to token.Pos) bool { return from < pos && pos <= to })
}

// JumpsBack reports whether a goto may jump from behind pos to a place before
// it, so that what stands there may run more than once.
func JumpsBack(body *ast.BlockStmt, pos token.Pos) bool {
	return jumps(body, func(from, to token.Pos) bool { return to <= pos && pos < from })
}

// jumps reports whether one of the goto statements of a body is asked for, by
// the places that it jumps from and to.
func jumps(body *ast.BlockStmt, asked func(from, to token.Pos) bool) bool {
	labels := make(map[string]token.Pos)
	var gotos []*ast.BranchStmt
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.LabeledStmt:
			labels[n.Label.Name] = n.Pos()
		case *ast.BranchStmt:
			if n.Tok == token.GOTO {
				gotos = append(gotos, n)
			}
		}
		return true
	})
	for _, g := range gotos {
		if asked(g.Pos(), labels[g.Label.Name]) {
			return true
		}
	}
	return false
}
