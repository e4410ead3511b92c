package ownership

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
)

// An onces knows which functions run once.
type onces struct {
	*program
	once map[*ssa.Function]bool // nil until it is asked for
}

// RunsOnce reports whether a function runs once in the life of the program, so
// that what it loses doesn't add up.
func (p *onces) RunsOnce(fn *ssa.Function) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.runsOnce(fn)
}

func (p *onces) runsOnce(fn *ssa.Function) bool {
	if p.once == nil {
		p.findOnce()
	}
	for ; fn != nil; fn = fn.Parent() {
		if p.once[fn] || fn.Synthetic != "" || fn.Signature.Recv() == nil && (fn.Name() == "init" || strings.HasPrefix(fn.Name(), "init#") ||
			fn.Name() == "main" && p.src.Types.Name() == "main") {
			return true
		}
	}
	return false
}

// findOnce finds the functions that are passed to a sync.Once, and those that
// only functions which run once call.
func (p *onces) findOnce() {
	p.once = make(map[*ssa.Function]bool)
	calls := make(map[*ssa.Function][]*ssa.Function) // by callee: the callers
	for _, fn := range p.functions {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if _, isDebug := instr.(*ssa.DebugRef); !isDebug {
					p.noteUses(fn, instr, calls)
				}
			}
		}
	}
	p.spread(calls)
}

// noteUses notes what an instruction says of when functions run.
func (p *onces) noteUses(fn *ssa.Function, instr ssa.Instruction, calls map[*ssa.Function][]*ssa.Function) {
	var operands [8]*ssa.Value
	call, isCall := instr.(ssa.CallInstruction)
	for i, op := range instr.Operands(operands[:0]) {
		callee := govalue.Function(*op)
		switch {
		case callee == nil:
		case isCall && isOnce(call.Common()):
			p.once[callee] = true
		case isCall && i == 0 && !mayRepeat(instr.Block()):
			calls[callee] = append(calls[callee], fn)
		default:
			calls[callee] = append(calls[callee], nil) // it may run at any time
		}
	}
}

func isOnce(common *ssa.CallCommon) bool {
	callee := common.StaticCallee()
	if callee == nil || callee.Object() == nil {
		return false
	}
	fn, ok := callee.Object().(*types.Func)
	return ok && (fn.FullName() == "(*sync.Once).Do" || fn.FullName() == "sync.OnceFunc")
}

// spread adds the unexported functions that only functions which run once
// call, and that once each.
func (p *onces) spread(calls map[*ssa.Function][]*ssa.Function) {
	for changed := true; changed; {
		changed = false
		for fn, callers := range calls {
			if !p.once[fn] && len(callers) == 1 && callers[0] != nil && fn.Object() != nil && !fn.Object().Exported() && p.runsOnce(callers[0]) {
				p.once[fn] = true
				changed = true
			}
		}
	}
}

// mayRepeat reports whether a block may run more than once in a call of its
// function, by any way back to it.
func mayRepeat(b *ssa.BasicBlock) bool {
	seen := make(map[*ssa.BasicBlock]bool)
	var reaches func(from *ssa.BasicBlock) bool
	reaches = func(from *ssa.BasicBlock) bool {
		for _, succ := range from.Succs {
			if succ == b {
				return true
			}
			if !seen[succ] {
				seen[succ] = true
				if reaches(succ) {
					return true
				}
			}
		}
		return false
	}
	return reaches(b)
}
