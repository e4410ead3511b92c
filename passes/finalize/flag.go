package finalize

import (
	"go/constant"
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// flagAround returns the parameter on which it depends whether an instruction of a
// helper runs, as in if finalize { runtime.SetFinalizer(…) }.
func (b *builder) flagAround(instr ssa.Instruction) Flag {
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
		if not, ok := cond.(*ssa.UnOp); ok && not.Op == token.NOT {
			cond, holds = not.X, !holds
		}
		if i := b.param(cond); i >= 0 {
			return Flag{Param: i + 1, Value: holds}
		}
	}
	return Flag{}
}

// isOff reports whether a call passes a constant for the flag that says no.
func (f Flag) isOff(args []ssa.Value) bool {
	if f.Param == 0 || f.Param > len(args) {
		return false
	}
	c, ok := args[f.Param-1].(*ssa.Const)
	return ok && c.Value != nil && c.Value.Kind() == constant.Bool && constant.BoolVal(c.Value) != f.Value
}
