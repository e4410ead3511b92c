package retain

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/gomem"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// isOver reports whether C gives the pointer up before the function returns,
// and the memory stays until then, as it is pinned or kept alive; or the object
// that has the pointer is used no more, but by what ends it.
func (a argument) isOver(r *csummary.Retention, h handed) bool {
	if !h.unpinned && !a.e.KeptAlive(h.memory) && !a.onlyReleased(r) {
		return false
	}
	for _, block := range a.e.Fn.Blocks {
		for _, instr := range block.Instrs {
			other, ok := instr.(ssa.CallInstruction)
			if ok && a.endedBy(other.Common(), r) {
				return true
			}
		}
	}
	return false
}

// endedBy reports whether another call ends that C keeps the argument.
func (a argument) endedBy(call *ssa.CallCommon, r *csummary.Retention) bool {
	name, ok := cgosource.CFunc(call.StaticCallee())
	switch {
	case !ok:
		return false
	case slices.Contains(r.Until, name):
		return true
	case name == a.e.Call.Name:
		return a.i < len(call.Args) && isNil(call.Args[a.i])
	case r.Sink == csummary.Handle:
		return cname.IsRelease(name)
	}
	object, ok := a.object(r)
	if !ok {
		return cname.IsRelease(name) && cname.Undoes(name, a.e.Call.Name)
	}
	fn := a.f.csummary.Func(name)
	for j, arg := range call.Args {
		frees := fn != nil && j < len(fn.Params) && fn.Params[j].Freed == csummary.Yes
		if (frees || cname.IsRelease(name)) && a.e.Value(arg).First().Meets(object) {
			return true
		}
	}
	return false
}

// onlyReleased reports whether the object that keeps the pointer was made for
// the call: by C in this function, and what gets it afterwards only ends it.
func (a argument) onlyReleased(r *csummary.Retention) bool {
	object, ok := a.object(r)
	if !ok {
		return false
	}
	body := a.e.Fn.Syntax()
	for _, o := range object {
		if o.Kind == heap.Pointer && (o.Mem.Origin != heap.C || body == nil || o.Mem.Pos < body.Pos() || body.End() <= o.Mem.Pos) {
			return false
		}
	}
	if len(object) == 0 || leaves(a.e.Frame, object) {
		return false
	}
	for _, instr := range a.callsAfter() {
		common := instr.Common()
		for _, arg := range common.Args {
			callee := common.StaticCallee()
			if a.e.Value(arg).First().Meets(object) && (callee == nil || !cname.IsRelease(calleeName(callee))) {
				return false
			}
		}
	}
	return true
}

// leaves reports whether a function returns an object, or stores it in what may
// outlive it.
func leaves(f *gomem.Frame, object heap.Atoms) bool {
	is := func(v ssa.Value) bool { return f.Value(v).First().Meets(object) }
	for _, block := range f.Fn.Blocks {
		for _, instr := range block.Instrs {
			switch instr := instr.(type) {
			case *ssa.Return:
				if slices.ContainsFunc(instr.Results, is) {
					return true
				}
			case *ssa.Store:
				if local, ok := instr.Addr.(*ssa.Alloc); is(instr.Val) && !(ok && !local.Heap) {
					return true
				}
			case *ssa.MapUpdate:
				if is(instr.Value) {
					return true
				}
			case *ssa.Send:
				if is(instr.X) {
					return true
				}
			case *ssa.MakeInterface:
				if is(instr.X) {
					return true
				}
			}
		}
	}
	return false
}

func calleeName(fn *ssa.Function) string {
	if name, ok := cgosource.CFunc(fn); ok {
		return name
	}
	return fn.Name()
}

// callsAfter returns the calls of the function that may run after the
// argument's, the deferred ones included.
func (a argument) callsAfter() []ssa.CallInstruction {
	fn := a.e.Fn
	after := make([]bool, len(fn.Blocks)) // the blocks that may run from their beginning
	var visit func(blocks []*ssa.BasicBlock)
	visit = func(blocks []*ssa.BasicBlock) {
		for _, b := range blocks {
			if !after[b.Index] {
				after[b.Index] = true
				visit(b.Succs)
			}
		}
	}
	own := a.e.Instr.Block()
	visit(own.Succs)
	at := slices.Index(own.Instrs, ssa.Instruction(a.e.Instr))
	var calls []ssa.CallInstruction
	for _, b := range fn.Blocks {
		for i, instr := range b.Instrs {
			c, ok := instr.(ssa.CallInstruction)
			_, deferred := instr.(*ssa.Defer)
			if ok && (deferred || after[b.Index] || b == own && i > at) {
				calls = append(calls, c)
			}
		}
	}
	return calls
}

func isNil(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.Value == nil // nil for a pointer of any type
}
