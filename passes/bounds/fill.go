package bounds

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// fills reports whether a slice is appended to by a loop that goes on until
// there is enough, as in for size < least: it goes on as long as there is too
// little, whatever was there before it.
func fills(v *ssa.Phi) bool {
	head := v.Block()
	branch, ok := head.Instrs[len(head.Instrs)-1].(*ssa.If)
	if !ok {
		return false
	}
	cond, ok := branch.Cond.(*ssa.BinOp)
	if !ok || cond.Op != token.LSS && cond.Op != token.LEQ || counts(cond.X) {
		return false
	}
	return slices.ContainsFunc(v.Edges, func(edge ssa.Value) bool { return stepOf(v, edge) > 0 })
}

// counts reports whether a number changes by a constant with each iteration of a
// loop.
func counts(v ssa.Value) bool {
	if b, ok := v.(*ssa.BinOp); ok { // of a range loop, which counts first
		v = b.X
	}
	phi, ok := v.(*ssa.Phi)
	return !ok || slices.ContainsFunc(phi.Edges, func(edge ssa.Value) bool { return stepOf(phi, edge) != 0 })
}
