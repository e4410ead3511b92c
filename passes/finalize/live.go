package finalize

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
)

// isAlive reports whether an object is alive while a call runs: whether
// something that may come after it uses one of the keepers.
func (k *keepers) isAlive(call ssa.Instruction, object ssa.Value) bool {
	if slices.ContainsFunc(k.deferred, func(d ssa.Instruction) bool { return d != call && (reaches(d, call) || reaches(call, d)) }) {
		return true
	}
	if slices.ContainsFunc(k.stores, func(s ssa.Instruction) bool { return s == call || reaches(s, call) }) {
		return true
	}
	uses := make(map[ssa.Instruction]bool, len(k.uses))
	for _, use := range k.uses {
		uses[use] = true
	}
	stop, _ := object.(ssa.Instruction)
	return comesTo(call, stop, func(instr ssa.Instruction) bool { return uses[instr] })
}

// isArgument reports whether an argument of a call is a keeper: what C gets is
// kept until it returns.
func (k *keepers) isArgument(call ssa.CallInstruction) bool {
	return slices.ContainsFunc(call.Common().Args, func(v ssa.Value) bool { return k.values[v] || k.holders[v] })
}

// comesTo reports whether an instruction that is asked for may come after
// another, before stop does.
func comesTo(from, stop ssa.Instruction, isWanted func(ssa.Instruction) bool) bool {
	seen := make(map[*ssa.BasicBlock]bool)
	var walk func(instrs []ssa.Instruction, b *ssa.BasicBlock) bool
	walk = func(instrs []ssa.Instruction, b *ssa.BasicBlock) bool {
		for _, instr := range instrs {
			if isWanted(instr) {
				return true
			}
			if instr == stop {
				return false
			}
		}
		for _, next := range b.Succs {
			if !seen[next] {
				seen[next] = true
				if walk(next.Instrs, next) {
					return true
				}
			}
		}
		return false
	}
	b := from.Block()
	return walk(b.Instrs[slices.Index(b.Instrs, from)+1:], b)
}

// reaches reports whether an instruction may come after another.
func reaches(from, to ssa.Instruction) bool {
	if from.Block() == nil || to.Block() == nil || from.Parent() != to.Parent() {
		return false
	}
	return comesTo(from, nil, func(instr ssa.Instruction) bool { return instr == to })
}

// isOver reports whether the finalizer does not free the memory any more when
// a call comes: it was taken off, or the field was cleared after the memory,
// which c leads to, had been loaded.
func (k *keepers) isOver(call ssa.Instruction, c chain) bool {
	for _, use := range k.uses {
		if takesOff(use, call) {
			return true
		}
	}
	for _, place := range c {
		if addr, ok := place.value.(*ssa.FieldAddr); ok && len(place.path) == 0 && isCleared(addr, call) {
			return true
		}
	}
	return false
}

// takesOff reports whether a use of an object, or of a field that is loaded,
// takes its finalizer off before a call.
func takesOff(use, call ssa.Instruction) bool {
	switch use := use.(type) {
	case *ssa.Call:
		set := govalue.FinalizerOf(use.Common())
		return set != nil && !set.Cleanup && isNil(set.Func) && reaches(use, call)
	case *ssa.UnOp:
		return slices.ContainsFunc(govalue.Referrers(use), func(instr ssa.Instruction) bool {
			stop, ok := instr.(*ssa.Call)
			return ok && isStop(stop) && reaches(stop, call)
		})
	}
	return false
}

// isStop reports whether a call is of the method Stop of runtime.Cleanup.
func isStop(call *ssa.Call) bool {
	fn := call.Common().StaticCallee()
	return fn != nil && fn.Signature.Recv() != nil && govalue.Runtime(call.Common()) == "Stop"
}

// isCleared reports whether a field is stored to between a load of it and a
// call.
func isCleared(addr *ssa.FieldAddr, call ssa.Instruction) bool {
	for _, twin := range sameField(addr) {
		for _, instr := range govalue.Referrers(twin) {
			store, ok := instr.(*ssa.Store)
			if ok && store.Addr == twin && reaches(store, call) && comesAfterLoad(addr, store) {
				return true
			}
		}
	}
	return false
}

// sameField returns the addresses of a field of the same object.
func sameField(addr *ssa.FieldAddr) []*ssa.FieldAddr {
	var all []*ssa.FieldAddr
	for _, instr := range govalue.Referrers(addr.X) {
		if twin, ok := instr.(*ssa.FieldAddr); ok && twin.Field == addr.Field {
			all = append(all, twin)
		}
	}
	return all
}

// comesAfterLoad reports whether a store may come after a field was loaded.
func comesAfterLoad(addr *ssa.FieldAddr, store ssa.Instruction) bool {
	return slices.ContainsFunc(govalue.Referrers(addr), func(instr ssa.Instruction) bool {
		load, ok := instr.(*ssa.UnOp)
		return ok && load.Op == token.MUL && reaches(load, store)
	})
}
