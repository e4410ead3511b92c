package gomem

import (
	"go/constant"
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// along returns the state after pred as it is on the way to succ. Where a
// pointer was found to be nil there, or a slice to be empty, it does not lead to
// the memory that it leads to elsewhere.
func (f *Frame) along(pred, succ *ssa.BasicBlock, exit *State) *State {
	x := absentOn(pred, succ)
	if x == nil {
		return exit
	}
	word := f.Value(x).First()
	if !word.Points() {
		return exit
	}
	exit = exit.clone()
	for _, a := range word {
		if a.Kind == heap.Pointer {
			exit.Absent.Set(a.Mem, true)
		}
	}
	return exit
}

// absentOn returns the pointer or slice that is nil or empty on the way from
// pred to succ, or nil.
func absentOn(pred, succ *ssa.BasicBlock) ssa.Value {
	branch, ok := pred.Instrs[len(pred.Instrs)-1].(*ssa.If)
	if !ok || pred.Succs[0] == pred.Succs[1] {
		return nil
	}
	cond, ok := branch.Cond.(*ssa.BinOp)
	if !ok {
		return nil
	}
	var absent *ssa.BasicBlock
	switch cond.Op {
	case token.EQL, token.LEQ:
		absent = pred.Succs[0]
	case token.NEQ, token.GTR:
		absent = pred.Succs[1]
	}
	if absent != succ {
		return nil
	}
	c, ok := cond.Y.(*ssa.Const)
	switch {
	case !ok:
	case c.IsNil():
		return cond.X
	case c.Value != nil && c.Value.Kind() == constant.Int && constant.Sign(c.Value) == 0:
		return lengthOf(cond.X)
	}
	return nil
}

// lengthOf returns s of len(s), or nil.
func lengthOf(v ssa.Value) ssa.Value {
	if call, ok := v.(*ssa.Call); ok {
		if govalue.Builtin(&call.Call) == "len" {
			return call.Call.Args[0]
		}
	}
	return nil
}
