package boundary

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// An interpreter runs the functions of one package on what is known of their
// values in place of the values. What it sees of the boundary it notes in
// the package's result.
type interpreter struct {
	*Package
	layout   layout
	made     map[site]*Memory
	globals  map[*ssa.Global]*Memory
	initial  map[*Memory]value // of variables; see initialized
	root     *frame
	farthest int                        // distance to C that is followed
	steps    int                        // left, for the function that is being looked at
	noting   bool                       // what is found is noted: the state is as it stays
	reaching map[*ssa.Function]int      // see Package.reach
	methods  map[string][]*ssa.Function // by name, for interfaces with one implementation
}

// A site is where memory comes to be: an instruction in a chain of calls.
type site struct {
	frame string
	at    any // the ssa.Instruction, or what else tells sites apart
}

// A frame is one call of a function that is being interpreted.
type frame struct {
	fn     *ssa.Function
	caller *frame
	call   ssa.CallInstruction // in caller
	id     string
	env    map[ssa.Value]value
	tuples map[ssa.Value][]value
	result []value
	exit   *state // joined over the returns; nil when none was reached
}

const (
	maxDistance = 5      // from a function to the operation that it is to blame for, in calls
	maxHelpers  = 3      // calls deep in functions that do not reach C
	maxSteps    = 60_000 // instructions for one function with all that it calls
	maxVisits   = 12     // of one block, before what changes in it is given up
)

func (in *interpreter) wordSize() int64 { return in.layout.size(types.Typ[types.Uintptr]) }

func (in *interpreter) depth(f *frame) (n int) {
	for ; f.caller != nil; f = f.caller {
		n++
	}
	return n
}

// calls reports whether fn is being interpreted, in f or a caller of it.
func (f *frame) calls(fn *ssa.Function) bool {
	for ; f != nil; f = f.caller {
		if f.fn == fn {
			return true
		}
	}
	return false
}

// interpret runs fn on the arguments, and leaves its results in the frame.
// The state is the one in which it is called; exit is the one it leaves.
func (in *interpreter) interpret(f *frame, entry *state) {
	order := blockOrder(f.fn)
	exits := make([]*state, len(f.fn.Blocks))
	if loops(order) {
		noting := in.noting
		in.noting = false
		in.settleLoops(f, order, entry, exits)
		in.noting = noting
	}
	f.result, f.exit = nil, nil
	for _, b := range order {
		if in.steps <= 0 {
			return
		}
		if st := entryOf(b, entry, exits); st != nil {
			exits[b.Index] = in.block(f, b, st)
		}
	}
}

// loops reports whether a block comes again after a later one.
func loops(order []*ssa.BasicBlock) bool {
	place := make(map[*ssa.BasicBlock]int, len(order))
	for i, b := range order {
		place[b] = i
	}
	return slices.ContainsFunc(order, func(b *ssa.BasicBlock) bool {
		return slices.ContainsFunc(b.Succs, func(succ *ssa.BasicBlock) bool { return place[succ] <= place[b] })
	})
}

// settleLoops runs the blocks until nothing changes any more, and leaves the
// states after them in exits.
func (in *interpreter) settleLoops(f *frame, order []*ssa.BasicBlock, entry *state, exits []*state) {
	visits := make([]int, len(exits))
	pending := make([]bool, len(exits))
	pending[0] = true
	for in.steps > 0 {
		i := slices.IndexFunc(order, func(b *ssa.BasicBlock) bool { return pending[b.Index] })
		if i < 0 {
			return
		}
		b := order[i]
		pending[b.Index] = false
		if visits[b.Index]++; visits[b.Index] > maxVisits {
			continue
		}
		exit := in.block(f, b, entryOf(b, entry, exits))
		if old := exits[b.Index]; old != nil && old.same(exit) {
			continue
		}
		exits[b.Index] = exit
		for _, succ := range b.Succs {
			pending[succ.Index] = true
		}
	}
}

// entryOf returns the state at the start of a block: what the blocks before
// it leave, those that come round a loop last. It is nil where none of them
// was run.
func entryOf(b *ssa.BasicBlock, entry *state, exits []*state) *state {
	var st *state
	if b.Index == 0 {
		st = entry.clone()
	}
	for _, loop := range []bool{false, true} {
		for _, pred := range b.Preds {
			exit := exits[pred.Index]
			if exit == nil || b.Dominates(pred) != loop {
				continue
			}
			if st == nil {
				st = exit.clone()
			} else {
				st.join(exit, loop)
			}
		}
	}
	return st
}

// blockOrder returns the blocks so that one comes after those that lead to
// it, and what follows a loop after the loop's body, which is the first
// successor of its head. So a loop has come to rest before its end is looked
// at: what holds in every iteration would be lost otherwise.
func blockOrder(fn *ssa.Function) []*ssa.BasicBlock {
	seen := make([]bool, len(fn.Blocks))
	var order []*ssa.BasicBlock
	var visit func(*ssa.BasicBlock)
	visit = func(b *ssa.BasicBlock) {
		if seen[b.Index] {
			return
		}
		seen[b.Index] = true
		for _, succ := range slices.Backward(b.Succs) {
			visit(succ)
		}
		order = append(order, b)
	}
	visit(fn.Blocks[0])
	slices.Reverse(order)
	return order
}

// block runs the instructions of b from st and returns the state after them,
// which is st.
func (in *interpreter) block(f *frame, b *ssa.BasicBlock, st *state) *state {
	for _, instr := range b.Instrs {
		in.steps--
		switch instr := instr.(type) {
		case *ssa.Store:
			in.store(f, st, instr)
		case *ssa.MapUpdate:
			in.putIn(st, in.get(f, instr.Map), instr.Key, in.get(f, instr.Value), instr.Value.Type())
		case *ssa.Send:
			in.putIn(st, in.get(f, instr.Chan), nil, in.get(f, instr.X), instr.X.Type())
		case *ssa.Defer:
			fn, args := in.operands(f, &instr.Call)
			st.deferred = slices.DeleteFunc(st.deferred, func(d deferredCall) bool { return d.instr == instr })
			st.deferred = append(st.deferred, deferredCall{instr, args, fn})
		case *ssa.RunDefers:
			in.runDefers(f, st)
		case *ssa.Go:
			fn, args := in.operands(f, &instr.Call)
			in.call(f, st.clone(), instr, fn, args)
		case *ssa.Return:
			in.leave(f, st, instr)
		case ssa.Value:
			in.value(f, st, instr)
		}
	}
	return st
}

// runDefers makes the deferred calls of f, last first.
func (in *interpreter) runDefers(f *frame, st *state) {
	mine := make([]deferredCall, 0, len(st.deferred))
	st.deferred = slices.DeleteFunc(st.deferred, func(d deferredCall) bool {
		if d.instr.Parent() == f.fn {
			mine = append(mine, d)
			return true
		}
		return false
	})
	for _, d := range slices.Backward(mine) {
		in.call(f, st, d.instr, d.fn, d.args)
	}
}

func (in *interpreter) leave(f *frame, st *state, ret *ssa.Return) {
	for i, r := range ret.Results {
		v := in.get(f, r)
		if i < len(f.result) {
			f.result[i] = f.result[i].join(v)
		} else {
			f.result = append(f.result, v)
		}
	}
	if f.exit == nil {
		f.exit = st.clone()
	} else {
		f.exit.join(st, false)
	}
	if f == in.root && in.noting {
		in.noteReturn(f, st, ret)
	}
}

// get returns what is known of v in f.
func (in *interpreter) get(f *frame, v ssa.Value) value {
	switch v := v.(type) {
	case *ssa.Const:
		return in.constant(v)
	case *ssa.Global:
		return word(atoms{{kind: pointer, mem: in.global(v)}})
	case *ssa.Function:
		return word(atoms{{kind: function, mem: in.memory(site{at: v}, func(m *Memory) { m.fn, m.Origin = v, Static })}})
	}
	if known, ok := f.env[v]; ok {
		return known
	}
	return nothing
}

func (in *interpreter) constant(c *ssa.Const) value {
	if b, ok := c.Type().Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 && c.Value != nil {
		return word(atoms{{kind: pointer, mem: in.memory(site{at: "string constant"}, func(m *Memory) { m.Origin = Static })}})
	}
	return zero
}

// memory returns the memory that comes to be at s, made by init when it is
// new.
func (in *interpreter) memory(s site, init func(*Memory)) *Memory {
	m := in.made[s]
	if m == nil {
		m = new(Memory)
		init(m)
		in.made[s] = m
	}
	return m
}

// global returns the memory of a package-level variable. One without pointers
// is no Go pointer for the run time (cgoIsGoPointer looks at the data and bss
// sections only).
func (in *interpreter) global(g *ssa.Global) *Memory {
	m := in.globals[g]
	if m == nil {
		m = &Memory{Origin: Go, Global: true, Name: g.Name(), pos: g.Pos()}
		m.Type = g.Type().(*types.Pointer).Elem()
		if !hasPointers(m.Type) {
			m.Origin = Static
		}
		in.globals[g] = m
	}
	return m
}
