package finalize

import (
	"go/constant"

	"golang.org/x/tools/go/ssa"
)

// flagAround returns the parameter on which it depends whether an instruction of a
// helper runs, as in if finalize { runtime.SetFinalizer(…) }.
func (b *builder) flagAround(instr ssa.Instruction) Flag {
	for cond, holds := range conditionsAt(instr) {
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
