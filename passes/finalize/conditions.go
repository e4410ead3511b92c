package finalize

import (
	"go/token"
	"iter"

	"golang.org/x/tools/go/ssa"
)

// conditionsAt yields the conditions on which the branches depend that every
// path to an instruction takes, the last first, and whether each holds there.
// Of !x it yields x.
func conditionsAt(instr ssa.Instruction) iter.Seq2[ssa.Value, bool] {
	return func(yield func(ssa.Value, bool) bool) {
		for block := instr.Block(); block != nil; block = block.Idom() {
			if len(block.Preds) != 1 {
				continue
			}
			from := block.Preds[0]
			branch, ok := from.Instrs[len(from.Instrs)-1].(*ssa.If)
			if !ok {
				continue
			}
			cond, holds := branch.Cond, from.Succs[0] == block
			for not, ok := cond.(*ssa.UnOp); ok && not.Op == token.NOT; not, ok = cond.(*ssa.UnOp) {
				cond, holds = not.X, !holds
			}
			if !yield(cond, holds) {
				return
			}
		}
	}
}
