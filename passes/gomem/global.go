package gomem

import (
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/cowmap"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// maxInitial bounds what is known of variables before a function is called.
const maxInitial = 256

// initialized interprets the package's initialization, and keeps what it
// leaves in variables that nothing else writes and that functions near C use.
// What such a variable leads to may have changed since, unless nothing writes
// by way of the variable either.
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
	for g, changes := range settled {
		f.exit.keepReachable(&initial, in.global(g), changes)
	}
	if len(initial.Entries()) <= maxInitial {
		in.initial = initial
	}
}

// keepReachable adds to kept what s knows of m and of all that it leads to;
// when that changes, then only that it is there.
func (s *State) keepReachable(kept *cowmap.Map[*heap.Memory, heap.Value], m *heap.Memory, changes bool) {
	v, ok := s.Contents.Lookup(m)
	if kept.Has(m) || !ok || len(kept.Entries()) > maxInitial {
		return
	}
	if changes && !m.Global {
		kept.Set(m, heap.Top)
	} else {
		kept.Set(m, v)
	}
	for _, c := range v.Words {
		for _, a := range c.Atoms {
			if a.Mem != nil && !a.Mem.Global {
				s.keepReachable(kept, a.Mem, changes)
			}
		}
	}
}

// settledGlobals returns the variables that only the package's initialization
// writes, of those that a function near C uses, and of each whether what it
// leads to may be written.
func (in *interpreter) settledGlobals(functions []*ssa.Function) map[*ssa.Global]bool {
	changes := make(map[*ssa.Global]bool)
	near, written := make(map[*ssa.Global]bool), make(map[*ssa.Global]bool)
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
					changes[g] = changes[g] || mayChange(instr)
					near[g] = near[g] || distance > 0 && distance <= maxDistance
				}
			}
		}
	}
	maps.DeleteFunc(changes, func(g *ssa.Global, _ bool) bool { return written[g] || !near[g] })
	return changes
}

// mayChange reports whether an instruction that reads a variable hands on what
// the variable leads to, or writes there: to a map, to what is behind a
// pointer or in a slice.
func mayChange(instr ssa.Instruction) bool {
	load, ok := instr.(*ssa.UnOp)
	if !ok || !gotype.HasPointers(load.Type()) || heap.IsC(load.Type()) {
		return false
	}
	return slices.ContainsFunc(govalue.Referrers(load), func(user ssa.Instruction) bool {
		return !looksInto(user, 0)
	})
}

// looksInto reports whether an instruction that has a value only looks at what
// the value leads to.
func looksInto(instr ssa.Instruction, depth int) bool {
	switch v := instr.(type) {
	case *ssa.Lookup, *ssa.Range, *ssa.BinOp:
		return true
	case *ssa.Field, *ssa.Index, *ssa.Phi:
		if depth > 8 {
			return false
		}
		return !slices.ContainsFunc(govalue.Referrers(v.(ssa.Value)), func(user ssa.Instruction) bool {
			return !looksInto(user, depth+1)
		})
	case *ssa.Call:
		if b, ok := v.Call.Value.(*ssa.Builtin); ok {
			return b.Name() == "len" || b.Name() == "cap"
		}
	}
	return onlyReads(instr, depth)
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
