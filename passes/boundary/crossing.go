package boundary

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/passes/cgosource"
)

// crossings finds for each function that has a summary whether it crosses
// into C, and where first.
func (b *Package) crossings() {
	for changed := true; changed; {
		changed = false
		for fn, s := range b.summaries {
			f := b.ssa.Prog.FuncValue(fn)
			if f == nil || s.Crosses == AlwaysCrossing {
				continue
			}
			if c := b.crossing(f); c.Crosses > s.Crosses {
				s.Crosses, s.Func, s.Depth = c.Crosses, c.Func, c.Depth
				changed = true
			}
		}
	}
}

// crossing returns how fn crosses, as far as its callees are known.
func (b *Package) crossing(fn *ssa.Function) Summary {
	var found Summary
	crosses := make([]bool, len(fn.Blocks)) // on every way through the block
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if _, isGo := instr.(*ssa.Go); !ok || isGo {
				continue
			}
			c := b.calleeCrossing(call)
			if c.Crosses == NoCrossing {
				continue
			}
			if found.Crosses == NoCrossing || c.Depth < found.Depth {
				found.Func, found.Depth = c.Func, c.Depth
			}
			found.Crosses = SomeCrossing
			crosses[block.Index] = crosses[block.Index] || c.Crosses == AlwaysCrossing
		}
	}
	if found.Crosses == SomeCrossing && !returnsWithout(fn, crosses) {
		found.Crosses = AlwaysCrossing
	}
	return found
}

// calleeCrossing returns how a call crosses.
func (b *Package) calleeCrossing(call ssa.CallInstruction) Summary {
	callee := call.Common().StaticCallee()
	if callee == nil {
		return Summary{}
	}
	if name, ok := cName(callee); ok {
		if c := b.callAt[call.Common().Pos()]; c != nil && !c.Crosses() {
			return Summary{}
		}
		return Summary{Crosses: AlwaysCrossing, Func: name, Depth: 1}
	}
	obj, ok := callee.Object().(*types.Func)
	if !ok {
		return Summary{}
	}
	if _, kind, ok := cgosource.CName(obj); ok && kind == cgosource.Macro {
		return Summary{Crosses: AlwaysCrossing, Func: obj.Name(), Depth: 1}
	}
	s := b.summaries[obj]
	if s == nil {
		s = b.imported(obj)
	}
	if s == nil || s.Crosses == NoCrossing {
		return Summary{}
	}
	return Summary{Crosses: s.Crosses, Func: s.Func, Depth: s.Depth + 1}
}

// returnsWithout reports whether fn can return without going through one of
// the marked blocks.
func returnsWithout(fn *ssa.Function, marked []bool) bool {
	seen := make([]bool, len(fn.Blocks))
	var visit func(b *ssa.BasicBlock) bool
	visit = func(b *ssa.BasicBlock) bool {
		if seen[b.Index] || marked[b.Index] {
			return false
		}
		seen[b.Index] = true
		if _, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
			return true
		}
		for _, succ := range b.Succs {
			if visit(succ) {
				return true
			}
		}
		return false
	}
	return visit(fn.Blocks[0])
}
