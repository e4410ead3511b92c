package gomem

import (
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/cowmap"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// maxInitial bounds what is known of variables before a function is called.
const maxInitial = 256

// initialized interprets the package's initialization, and keeps what it
// leaves in variables that nothing else writes and that functions near C use.
func (in *interpreter) initialized(functions []*ssa.Function) {
	settled := in.settledGlobals(functions)
	fn := in.pkg.ssa.Func("init")
	if len(settled) == 0 || fn == nil {
		return
	}
	f := in.start(fn, maxDistance)
	f.run(newState(in.layout.WordSize()))
	if in.steps <= 0 || f.exit == nil {
		return
	}
	var initial cowmap.Map[*heap.Memory, heap.Value]
	for g := range settled {
		f.exit.keepReachable(&initial, in.global(g))
	}
	if len(initial.Entries()) <= maxInitial {
		in.initial = initial
	}
}

// keepReachable adds to kept what s knows of m and of all that it leads to.
func (s *State) keepReachable(kept *cowmap.Map[*heap.Memory, heap.Value], m *heap.Memory) {
	v, ok := s.Contents.Lookup(m)
	if kept.Has(m) || !ok || len(kept.Entries()) > maxInitial {
		return
	}
	kept.Set(m, v)
	for _, c := range v.Words {
		for _, a := range c.Atoms {
			if a.Mem != nil && !a.Mem.Global {
				s.keepReachable(kept, a.Mem)
			}
		}
	}
}

// settledGlobals returns the variables that only the package's initialization
// writes, of those that a function near C uses.
func (in *interpreter) settledGlobals(functions []*ssa.Function) map[*ssa.Global]bool {
	settled := make(map[*ssa.Global]bool)
	written := make(map[*ssa.Global]bool)
	var operands [16]*ssa.Value
	for _, fn := range functions {
		if isInit(fn) {
			continue
		}
		distance := in.reaching[fn]
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				for _, op := range instr.Operands(operands[:0]) {
					g, ok := (*op).(*ssa.Global)
					if !ok || g.Pkg != in.pkg.ssa {
						continue
					}
					written[g] = written[g] || !onlyReads(instr, 0)
					settled[g] = settled[g] || distance > 0 && distance <= maxDistance
				}
			}
		}
	}
	for g := range settled {
		if written[g] || !settled[g] {
			delete(settled, g)
		}
	}
	return settled
}

func isInit(fn *ssa.Function) bool {
	return fn.Parent() == nil && fn.Signature.Recv() == nil && (fn.Name() == "init" || strings.HasPrefix(fn.Name(), "init#"))
}

// onlyReads reports whether an instruction that has a variable's address does
// no more with it than read it, or pass it to C.
func onlyReads(instr ssa.Instruction, depth int) bool {
	switch v := instr.(type) {
	case *ssa.UnOp, *ssa.DebugRef:
		return true
	case *ssa.FieldAddr, *ssa.IndexAddr, *ssa.Convert, *ssa.ChangeType, *ssa.Slice:
		if depth > 8 {
			return false
		}
		for _, user := range govalue.Referrers(v.(ssa.Value)) {
			if !onlyReads(user, depth+1) {
				return false
			}
		}
		return true
	case ssa.CallInstruction:
		_, ok := cgosource.CFunc(v.Common().StaticCallee())
		return ok
	}
	return false
}
