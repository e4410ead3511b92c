package csummary

import (
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/passes/cgosource"
)

// AllCalled reports whether something holds of all C functions that a Go
// function calls, and all of them are known. It does not look into Go functions
// that are called.
func (p *Package) AllCalled(fn *ssa.Function, holds func(*Func) bool) bool {
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok {
				continue
			}
			name, ok := cgosource.CFunc(call.Common().StaticCallee())
			if !ok {
				continue
			}
			if f := p.Func(name); f == nil || !holds(f) {
				return false
			}
		}
	}
	return true
}
