package gomem

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// run interprets the function on its parameters, and leaves its results and
// the state after it in the frame. Only the run over what loops have come to
// publishes events.
func (f *Frame) run(entry *State) {
	order := blockOrder(f.Fn)
	exits := make([]*State, len(f.Fn.Blocks))
	if loops(order) {
		publishing := f.in.publishing
		f.in.publishing = false
		f.fixpoint(order, entry, exits)
		f.in.publishing = publishing
	}
	f.result, f.exit = nil, nil
	todo := make([]int, len(exits)) // how many of a block's successors are still to be run
	for _, b := range order {
		todo[b.Index] = len(b.Succs)
	}
	for _, b := range order {
		if f.in.steps <= 0 {
			return
		}
		if st := f.entryOf(b, entry, exits, todo); st != nil {
			exits[b.Index] = Point{f, st}.block(b)
		}
		drop(b, exits, todo)
	}
}

// drop forgets the states after blocks of which no successor is to be run any
// more, now that b was: a function that fills a table of 3,000 functions has as
// many states, each with what is in the table.
func drop(b *ssa.BasicBlock, exits []*State, todo []int) {
	for _, pred := range b.Preds {
		if todo[pred.Index]--; todo[pred.Index] == 0 {
			exits[pred.Index] = nil
		}
	}
	if todo[b.Index] == 0 {
		exits[b.Index] = nil
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

// fixpoint runs the blocks until nothing changes any more, and leaves the
// states after them in exits.
func (f *Frame) fixpoint(order []*ssa.BasicBlock, entry *State, exits []*State) {
	visits := make([]int, len(exits))
	pending := make([]bool, len(exits))
	pending[0] = true
	for f.in.steps > 0 {
		i := slices.IndexFunc(order, func(b *ssa.BasicBlock) bool { return pending[b.Index] })
		if i < 0 {
			return
		}
		b := order[i]
		pending[b.Index] = false
		if visits[b.Index]++; visits[b.Index] > maxVisits {
			continue
		}
		exit := Point{f, f.entryOf(b, entry, exits, nil)}.block(b)
		if old := exits[b.Index]; old != nil && old.same(exit) {
			continue
		}
		exits[b.Index] = exit
		for _, succ := range b.Succs {
			pending[succ.Index] = true
		}
	}
}

// entryOf returns the state at the start of a block: the states after the
// blocks before it, those that come round a loop last. It is nil where none of
// them was run. With todo, see drop, a state that nothing else needs becomes it.
func (f *Frame) entryOf(b *ssa.BasicBlock, entry *State, exits []*State, todo []int) *State {
	var st *State
	if b.Index == 0 {
		st = owned(entry, todo != nil)
	}
	for _, loop := range []bool{false, true} {
		for _, pred := range b.Preds {
			exit := exits[pred.Index]
			if exit == nil || b.Dominates(pred) != loop {
				continue
			}
			along := f.along(pred, b, exit)
			if st == nil {
				st = owned(along, along != exit || todo != nil && todo[pred.Index] == 1)
			} else {
				st.join(along, loop)
			}
		}
	}
	return st
}

// owned returns the state, or a copy if it is needed elsewhere.
func owned(st *State, free bool) *State {
	if free {
		return st
	}
	return st.clone()
}

// blockOrder returns the blocks so that one comes after those that lead to
// it, and the end of a loop after the loop's body, which is the first
// successor of its head. So a loop has reached its fixpoint before its end is
// looked at; otherwise what holds in every iteration would be lost.
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
