package bounds

import (
	"cmp"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// branches returns what the branches that lead to a place, and the stores on
// the way, say of a term. It is a forward analysis of the one term over the
// function's blocks.
func (q *query) branches(t term, at place) Interval {
	if t.key.root == nil || at.block == nil {
		return anything
	}
	if store := t.storeBefore(at); store != nil {
		return q.stored(t, store)
	}
	fn := at.block.Parent()
	about := question{at.block, t}
	if start, ok := q.solved[about]; ok {
		if start == nil {
			return anything // it is being found out
		}
		return start[at.block.Index]
	}
	const mostBlocks = 1000
	if len(fn.Blocks) > mostBlocks || !q.enter() {
		return anything
	}
	defer q.leave()
	q.solved[about] = nil
	f := &forward{query: q, term: t, at: at, start: make([]Interval, len(fn.Blocks))}
	f.solve(f.before(at.block))
	q.solved[about] = f.start
	return f.start[at.block.Index]
}

// stored returns what a store makes of a term.
func (q *query) stored(t term, store *ssa.Store) Interval {
	if t.length {
		return q.length(store.Val, placeOf(store))
	}
	return q.integer(store.Val, placeOf(store))
}

// A forward is the analysis of one term: what holds at each block's start.
type forward struct {
	*query
	term  term
	at    place // of the question
	start []Interval
}

// before returns the blocks that have a say in what holds at a block's start:
// itself, and those on the ways to it from where the term is defined or
// stored to last. Those that dominate others come before them.
func (f *forward) before(b *ssa.BasicBlock) []*ssa.BasicBlock {
	blocks := []*ssa.BasicBlock{b}
	seen := map[*ssa.BasicBlock]bool{b: true}
	for i := 0; i < len(blocks); i++ {
		if f.term.definedIn(blocks[i]) {
			continue
		}
		for _, pred := range blocks[i].Preds {
			if !seen[pred] && !f.neverLeaves(pred) && f.term.storeBefore(endOf(pred)) == nil {
				seen[pred] = true
				blocks = append(blocks, pred)
			}
		}
	}
	order := f.p.preorder(b.Parent())
	slices.SortFunc(blocks, func(x, y *ssa.BasicBlock) int { return cmp.Compare(order[x.Index], order[y.Index]) })
	return blocks
}

// preorder returns where each block of a function stands in its dominator
// tree, by its index.
func (p *Package) preorder(fn *ssa.Function) []int {
	order := p.preorders[fn]
	if order == nil {
		order = make([]int, len(fn.Blocks))
		for i, b := range fn.DomPreorder() {
			order[b.Index] = i
		}
		p.preorders[fn] = order
	}
	return order
}

// solve finds the least solution for blocks. What still grows after a few
// rounds is taken for unknown.
func (f *forward) solve(blocks []*ssa.BasicBlock) {
	const rounds = 4
	for i := range f.start {
		f.start[i] = nothing
	}
	for round, changed := 0, true; changed; round++ {
		changed = false
		for _, b := range blocks {
			now := f.join(b)
			if now == f.start[b.Index] {
				continue
			}
			if round >= rounds {
				now = anything
			}
			changed = changed || now != f.start[b.Index]
			f.start[b.Index] = now
		}
		if round > 2*rounds {
			return
		}
	}
}

// join returns what holds at a block's start.
func (f *forward) join(b *ssa.BasicBlock) Interval {
	if f.term.definedIn(b) {
		return anything
	}
	if len(b.Preds) == 0 {
		return f.entry(b)
	}
	all := nothing
	for _, pred := range b.Preds {
		if f.neverLeaves(pred) {
			continue
		}
		all = all.union(f.end(pred).intersect(f.edge(f.term, pred, b, f.at)))
	}
	return all
}

// entry returns what holds where a function begins: what held where a literal
// is made, of the variables that it captures.
func (f *forward) entry(b *ssa.BasicBlock) Interval {
	if closure := closureOf(b.Parent()); closure != nil {
		if t, ok := f.term.outside(closure); ok {
			return f.branches(t, placeOf(closure))
		}
	}
	return anything
}

// end returns what holds at a block's end.
func (f *forward) end(b *ssa.BasicBlock) Interval {
	if store := f.term.storeBefore(endOf(b)); store != nil {
		return f.stored(f.term, store)
	}
	return f.start[b.Index]
}

// edge returns what control's going from one block to the next says of a
// term. What the term is compared with is bounded at a place, where more is
// known of it than at the comparison.
func (q *query) edge(t term, from, to *ssa.BasicBlock, at place) Interval {
	branch, ok := from.Instrs[len(from.Instrs)-1].(*ssa.If)
	if !ok || from.Succs[0] == from.Succs[1] {
		return anything
	}
	return q.condition(t, branch.Cond, from.Succs[0] == to, at)
}
