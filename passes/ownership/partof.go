package ownership

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
)

// EndsArgument reports whether the function that calls a C function frees one
// of its arguments, too. What the call returns is then freed as a part of that
// object, as in C.free(C.item_name(item)); C.free_item(item), and while the
// object lives it belongs to that.
func (p *library) EndsArgument(call *ssa.Call) bool {
	for _, block := range call.Parent().Blocks {
		for _, instr := range block.Instrs {
			end, ok := instr.(ssa.CallInstruction)
			if !ok || CName(end.Common()) == "" {
				continue
			}
			for _, freed := range end.Common().Args {
				for _, arg := range call.Call.Args {
					if isMemory(arg.Type()) && isSamePlace(freed, arg) && p.frees(end, freed) != "" {
						return true
					}
				}
			}
		}
	}
	return false
}

// isSamePlace reports whether two values are one, or are read from the same
// field of the same object.
func isSamePlace(a, b ssa.Value) bool {
	a, b = govalue.Unconverted(a), govalue.Unconverted(b)
	if a == b {
		return true
	}
	switch x := a.(type) {
	case *ssa.UnOp:
		y, ok := b.(*ssa.UnOp)
		return ok && x.Op == token.MUL && y.Op == token.MUL && isSamePlace(x.X, y.X)
	case *ssa.FieldAddr:
		y, ok := b.(*ssa.FieldAddr)
		return ok && x.Field == y.Field && isSamePlace(x.X, y.X)
	}
	return false
}
