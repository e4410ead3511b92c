package cgofree

import (
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
)

// fails reports whether a return has an error that is none of a call's: the
// caller drops the other results.
func fails(instr ssa.Instruction) bool {
	ret, ok := instr.(*ssa.Return)
	if !ok || len(ret.Results) < 2 {
		return false
	}
	last := ret.Results[len(ret.Results)-1]
	if !gotype.IsError(last.Type()) {
		return false
	}
	if load, ok := last.(*ssa.UnOp); ok { // a named result of a function that defers
		if alloc, ok := load.X.(*ssa.Alloc); ok {
			last = lastStored(alloc, ret.Block())
		}
	}
	switch x := last.(type) {
	case *ssa.MakeInterface, *ssa.UnOp: // a value, or a variable such as io.EOF
		return true
	case *ssa.Call:
		fn := x.Call.StaticCallee()
		return fn != nil && (fn.String() == "errors.New" || fn.String() == "fmt.Errorf")
	}
	return false
}

// lastStored returns what a block stores last in a variable, or nil.
func lastStored(alloc *ssa.Alloc, block *ssa.BasicBlock) (v ssa.Value) {
	for _, instr := range block.Instrs {
		if store, ok := instr.(*ssa.Store); ok && store.Addr == ssa.Value(alloc) {
			v = store.Val
		}
	}
	return v
}
