package cflow

import (
	"slices"

	"github.com/cgolint/cgolint/internal/cflow/cost"
	"github.com/cgolint/cgolint/internal/cir"
)

// cost returns what f takes, from its regions.
func (p *program) cost(f *function) cost.Cost {
	if f.cost != nil {
		return *f.cost
	}
	if doc := p.contracts.Lookup(f.Name); doc != nil && !f.Static {
		if e := cost.OfContract(doc); e.Kind != cost.Unknown {
			f.cost = &e
			return e
		}
	}
	f.cost = &cost.Cost{Kind: cost.Trivial} // self time, for one turn
	f.measuring = true
	defer func() { f.measuring = false }()
	w := newCostMeter(p, f)
	total := w.region(0)
	if (len(f.Back) > 0 || f.recursive) && total.Kind != cost.Unknown {
		total = total.Looped(0, 0)
	}
	f.cost = &total
	return total
}

// firstOf returns by region the index of its first instruction, or -1.
func firstOf(f *function) []int32 {
	first := make([]int32, len(f.Regions))
	for i := range first {
		first[i] = -1
	}
	for i := range slices.Backward(f.Code) {
		first[f.Code[i].Region] = int32(i)
	}
	for i := range slices.Backward(first) {
		if parent := f.Regions[i].Parent; i > 0 && first[i] >= 0 && (first[parent] < 0 || first[i] < first[parent]) {
			first[parent] = first[i]
		}
	}
	return first
}

// A costMeter adds up the regions of a function.
type costMeter struct {
	p        *program
	f        *function
	children [][]int32
	calls    [][]*callee
	assembly []bool  // by region: it has a statement in assembly, which may be a system call
	first    []int32 // instruction of each region, or -1
}

func newCostMeter(p *program, f *function) *costMeter {
	n := len(f.Regions)
	w := &costMeter{p: p, f: f, children: make([][]int32, n), calls: make([][]*callee, n), assembly: make([]bool, n), first: firstOf(f)}
	for i := 1; i < n; i++ {
		w.children[f.Regions[i].Parent] = append(w.children[f.Regions[i].Parent], int32(i))
	}
	for i := range f.callees {
		r := f.Code[f.callees[i].at].Region
		w.calls[r] = append(w.calls[r], &f.callees[i])
	}
	for i := range f.Code {
		in := &f.Code[i]
		w.assembly[in.Region] = w.assembly[in.Region] || in.Op == cir.Escape
	}
	return w
}

func (w *costMeter) region(r int32) cost.Cost {
	total := cost.Cost{Kind: cost.Trivial, Time: float64(w.f.Regions[r].Steps) * cost.StepTime}
	if w.assembly[r] {
		total = total.Add(cost.Cost{Kind: cost.Unknown})
	}
	for _, c := range w.calls[r] {
		total = total.Add(w.p.calleeCost(c))
	}
	var branches []branch
	for _, child := range w.children[r] {
		e, region := w.region(child), &w.f.Regions[child]
		switch region.Kind {
		case cir.Loop:
			total = total.Add(e.Looped(region.Turns, region.Length))
		case cir.Then, cir.Else, cir.Case:
			branches = addBranch(branches, branch{region.Pair, child, 1, e})
		default:
			total = total.Add(e)
		}
	}
	for _, b := range branches {
		if b.ways == 1 && !w.isUsual(b.first) {
			b.least = b.least.Unlikely()
		}
		total = total.Add(b.least)
	}
	return total
}

// A branch is a statement of which one way is gone.
type branch struct {
	pair  int32 // of its regions
	first int32 // region
	ways  int
	least cost.Cost // of the ways
}

func addBranch(all []branch, b branch) []branch {
	for i := range all {
		if all[i].pair == b.pair {
			all[i].ways++
			all[i].least = cost.Either(all[i].least, b.least)
			return all
		}
	}
	return append(all, b)
}

// isUsual reports whether the usual run goes into a branch that has no other: one
// for arguments that are given, or for memory that it frees.
func (w *costMeter) isUsual(r int32) bool {
	region := &w.f.Regions[r]
	v, at := region.Cond, w.first[r]
	if region.Kind != cir.Then || region.Neg || v < 0 || at < 0 {
		return false
	}
	if w.f.isGiven(v, at) {
		return true
	}
	if pointer, def, ok := w.f.notNull(v); ok && pointer >= 0 {
		v, at = pointer, def
	}
	if w.f.Vars[v].Class != cir.Pointer {
		return false
	}
	tested := w.p.origin(w.f, v, at, 0)
	return tested.kind == fromParam && tested.path == "" || w.frees(r, &tested)
}

// frees reports whether a branch frees what a pointer points to.
func (w *costMeter) frees(r int32, pointer *origin) bool {
	if pointer.kind == nowhere || pointer.kind == fromConst {
		return false
	}
	for _, c := range w.calls[r] {
		for i, arg := range w.f.args(c.at) {
			if !c.frees(i) {
				continue
			}
			if o := w.p.origin(w.f, arg, c.at, 0); o.sameSource(pointer) {
				return true
			}
		}
	}
	return false
}

// calleeCost returns what a call takes.
func (p *program) calleeCost(c *callee) cost.Cost {
	switch {
	case c.export:
		return cost.Cost{Kind: cost.Trivial} // Go, which the caller counts as a crossing
	case c.fn != nil:
		c.fn.recursive = c.fn.recursive || c.fn.measuring
		e := p.cost(c.fn)
		e.Length = 0 // which argument that is does not matter any more
		return e
	case c.contract != nil:
		if e := cost.OfContract(c.contract); e.Kind != cost.Unknown {
			return e
		}
	}
	if c.name == "" && c.param < 0 {
		return cost.Cost{Kind: cost.Unknown, Time: cost.TableTime}
	}
	return cost.Cost{Kind: cost.Unknown, Time: cost.PointerTime}
}

// changesNothing reports whether a function writes no memory but its
// variables, and reads none that may change by itself; and isPure whether it
// reads none at all, so that the result depends on the arguments alone, and
// cannot trap.
func (p *program) changesNothing(f *function) (readOnly, isPure bool) {
	if f.unchanging != nil {
		return f.unchanging[0], f.unchanging[1]
	}
	f.unchanging = &[2]bool{} // of one that calls itself nothing is known
	readOnly = !f.Volatile && !f.Variadic && len(f.Back) == 0
	isPure = readOnly && !f.Reads && !f.Traps
	for i := range f.Code {
		switch f.Code[i].Op {
		case cir.Store, cir.Escape:
			return false, false
		case cir.Load:
			isPure = false
		}
	}
	for i := range f.Regions {
		isPure = isPure && (f.Regions[i].Kind != cir.Loop || f.Regions[i].Turns > 0)
	}
	for i := range f.callees {
		if f.callees[i].fn == nil {
			return false, false
		}
		r, pure := p.changesNothing(f.callees[i].fn)
		readOnly, isPure = readOnly && r, isPure && pure
	}
	f.unchanging = &[2]bool{readOnly, isPure}
	return readOnly, isPure
}
