package cgohandle

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// loads returns the values that are read from a variable.
func loads(local *ssa.Alloc) []ssa.Value {
	var all []ssa.Value
	for _, instr := range govalue.Referrers(local) {
		if load, ok := instr.(*ssa.UnOp); ok {
			all = append(all, load)
		}
	}
	return all
}

// stored returns the values that are stored in a variable.
func stored(local *ssa.Alloc) []ssa.Value {
	var all []ssa.Value
	for _, instr := range govalue.Referrers(local) {
		if store, ok := instr.(*ssa.Store); ok && store.Addr == local {
			all = append(all, store.Val)
		}
	}
	return all
}

// isAwaited reports whether the function waits for the callback: it receives
// from a channel, or reads a variable that the function literal which the
// handle stands for writes, so that C must have called it by then.
func isAwaited(local *ssa.Alloc, call ssa.Instruction) bool {
	for _, block := range call.Parent().Blocks {
		for _, instr := range block.Instrs {
			if receives(instr) {
				return true
			}
		}
	}
	for _, v := range stored(local) {
		made, ok := v.(*ssa.Call)
		if !ok || len(made.Common().Args) != 1 {
			continue
		}
		if closure := closureIn(made.Common().Args[0]); closure != nil && sharesVariable(closure, call) {
			return true
		}
	}
	return false
}

// receives reports whether an instruction may wait for a channel.
func receives(instr ssa.Instruction) bool {
	if op, ok := instr.(*ssa.UnOp); ok {
		return op.Op == token.ARROW
	}
	_, ok := instr.(*ssa.Select)
	return ok
}

// closureIn returns the function literal that a value is, or nil.
func closureIn(v ssa.Value) *ssa.MakeClosure {
	for {
		switch x := v.(type) {
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.ChangeType:
			v = x.X
		case *ssa.MakeClosure:
			return x
		default:
			return nil
		}
	}
}

// sharesVariable reports whether a variable that a literal captures and
// writes is read in the block of a call or after it.
func sharesVariable(closure *ssa.MakeClosure, call ssa.Instruction) bool {
	for _, b := range closure.Bindings {
		for _, instr := range govalue.Referrers(b) {
			if load, ok := instr.(*ssa.UnOp); ok && call.Block().Dominates(load.Block()) {
				return true
			}
		}
	}
	return false
}

// livesOn reports whether the variable is found elsewhere than in C: its
// address is stored in Go memory or handed on.
func livesOn(local *ssa.Alloc, at ssa.Instruction) bool {
	seen := make(map[ssa.Value]bool)
	var visit func(v ssa.Value) bool
	visit = func(v ssa.Value) bool {
		if seen[v] {
			return false
		}
		seen[v] = true
		for _, instr := range govalue.Referrers(v) {
			switch instr := instr.(type) {
			case *ssa.Convert:
				if visit(instr) {
					return true
				}
			case *ssa.Store:
				if instr.Val == v && instr != at {
					return true
				}
			case *ssa.MapUpdate, *ssa.Return, *ssa.MakeClosure, *ssa.MakeInterface, *ssa.Phi:
				return true
			case ssa.CallInstruction:
				if _, isC := cgosource.CFunc(instr.Common().StaticCallee()); !isC && instr != at {
					return true
				}
			}
		}
		return false
	}
	return visit(local)
}

// nameOf returns the name of a local variable.
func nameOf(local *ssa.Alloc) string { return local.Comment }
