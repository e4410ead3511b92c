package cgofree

import (
	"fmt"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/ownership"
)

// endings are the names of methods that end an object.
var endings = []string{"Close", "Free", "Destroy", "Release", "Dispose", "Delete", "Done", "Finalize", "Cleanup"}

// closes reports methods that end an object and free a field, which they leave
// as it is: a second call frees it again. One that asks whether the field is nil
// is meant to be called twice. Of the others the caller may be told to call them
// once, as of levigo's seven, so they have low confidence.
func (c *checker) closes() {
	for _, fn := range c.owned.Functions() {
		t := receiver(fn)
		if t == nil || !slices.Contains(endings, fn.Name()) || fn.Parent() != nil || c.reported[fn.Pos()] { // a finalizer frees it again
			continue
		}
		for _, e := range c.owned.FreedParts(ownership.CMemory, fn) {
			if e.Param != 0 || e.Cleared || e.Guarded {
				continue
			}
			if at := freedAt(fn, e); at != nil && !isStored(fn, ownership.FieldOf(at)) {
				c.confidence = finding.Low
				if isAsked(fn, ownership.FieldOf(at)) {
					c.confidence = finding.Medium
				}
				c.report(freeOf(at).Pos(), fmt.Sprintf("%s frees %s and does not set it to nil: a second call of %s frees it again", fn.Name(), partOf(fn, e), fn.Name()), nil)
			}
		}
	}
}

// freedAt returns the address of the field of the receiver that a function
// passes to a C function which frees it, or nil.
func freedAt(fn *ssa.Function, e *ownership.PartEffect) *ssa.FieldAddr {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			at, ok := instr.(*ssa.FieldAddr)
			if ok && at.X == fn.Params[0] && e.Path == fmt.Sprintf("*.%d", at.Field) && freeOf(at) != nil && "C."+ownership.CName(freeOf(at).Common()) == e.By {
				return at
			}
		}
	}
	return nil
}

// freeOf returns the call of C that gets what a field holds, or nil.
func freeOf(at *ssa.FieldAddr) ssa.CallInstruction {
	var find func(v ssa.Value) ssa.CallInstruction
	find = func(v ssa.Value) ssa.CallInstruction {
		for _, user := range govalue.Referrers(v) {
			switch user := user.(type) {
			case *ssa.UnOp, *ssa.Convert, *ssa.ChangeType:
				if call := find(user.(ssa.Value)); call != nil {
					return call
				}
			case ssa.CallInstruction:
				if ownership.CName(user.Common()) != "" {
					return user
				}
			}
		}
		return nil
	}
	return find(at)
}

// isAsked reports whether a function compares what a field holds with nil.
func isAsked(fn *ssa.Function, f *types.Var) bool {
	return uses(fn, f, func(at *ssa.FieldAddr) bool {
		return slices.ContainsFunc(govalue.Referrers(at), func(instr ssa.Instruction) bool {
			load, ok := instr.(*ssa.UnOp)
			return ok && slices.ContainsFunc(govalue.Referrers(load), func(user ssa.Instruction) bool {
				op, ok := user.(*ssa.BinOp)
				return ok && (op.Op == token.NEQ || op.Op == token.EQL)
			})
		})
	})
}

// isStored reports whether a function stores something in a field, or hands its
// address on.
func isStored(fn *ssa.Function, f *types.Var) bool {
	return uses(fn, f, func(at *ssa.FieldAddr) bool {
		return slices.ContainsFunc(govalue.Referrers(at), func(instr ssa.Instruction) bool {
			_, isLoad := instr.(*ssa.UnOp)
			_, isDebug := instr.(*ssa.DebugRef)
			return !isLoad && !isDebug
		})
	})
}

func uses(fn *ssa.Function, f *types.Var, holds func(*ssa.FieldAddr) bool) bool {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if at, ok := instr.(*ssa.FieldAddr); ok && govalue.Field(at).Origin() == f && holds(at) {
				return true
			}
		}
	}
	return false
}
