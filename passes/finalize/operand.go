package finalize

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// isOperand reports whether an operand of the expression that a call is a part of
// loads from the object: as in f(m.data, C.get(m.c)). The compiler makes the calls
// in an expression first, and loads such operands after them, while go/ssa does it
// in the order of the text.
func (k *keepers) isOperand(call ssa.CallInstruction) bool {
	if !slices.ContainsFunc(k.uses, func(use ssa.Instruction) bool { return isLoadBefore(use, call) }) {
		return false
	}
	operands := k.p.operandsBefore(call.Common().Pos())
	return slices.ContainsFunc(k.uses, func(use ssa.Instruction) bool {
		return isLoadBefore(use, call) && slices.ContainsFunc(operands, func(e ast.Expr) bool { return e.Pos() <= use.Pos() && use.Pos() < e.End() })
	})
}

func isLoadBefore(use ssa.Instruction, call ssa.CallInstruction) bool {
	load, ok := use.(*ssa.UnOp)
	return ok && load.Op == token.MUL && load.Block() == call.Block() && load.Pos().IsValid() && load.Pos() < call.Common().Pos()
}

// operandsBefore returns the expressions without calls that stand before a call in
// the expressions that it is a part of, up to its statement.
func (p *Package) operandsBefore(lparen token.Pos) (all []ast.Expr) {
	path := p.src.Enclosing(lparen, lparen)
	for i, n := range path {
		if i == 0 {
			continue
		}
		var siblings []ast.Expr
		switch n := n.(type) {
		case *ast.CallExpr:
			siblings = n.Args
		case *ast.CompositeLit:
			siblings = n.Elts
		case *ast.BinaryExpr:
			if n.Op != token.LAND && n.Op != token.LOR {
				siblings = []ast.Expr{n.X}
			}
		case *ast.ReturnStmt:
			siblings = n.Results
		case *ast.FuncLit, *ast.BlockStmt:
			return all
		}
		for _, e := range siblings {
			if e.End() <= path[i-1].Pos() && !hasCall(e) {
				all = append(all, e)
			}
		}
	}
	return all
}

// hasCall reports whether an expression has a call, or what is like one: then its
// operands may be loaded for that.
func hasCall(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr, *ast.FuncLit:
			found = true
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		}
		return !found
	})
	return found
}
