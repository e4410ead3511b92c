package cflow

import (
	"cmp"
	"math"
	"slices"

	"github.com/cgolint/cgolint/internal/cir"
)

// maxReaching bounds the definitions that are looked for, to more than are followed:
// see follow. In a state machine that a program has made, thousands may reach a place.
const maxReaching = maxFollowed + maxChain + 1

// reaching returns the definitions of v that reach the instruction at an
// index, no more than maxReaching, and whether the value on entry does.
func (f *function) reaching(v, at int32) (defs []int32, initial bool) {
	all := f.defs[v]
	for i := len(all) - 1; i >= 0 && len(defs) < maxReaching; i-- {
		d := all[i]
		if d >= at {
			if f.sameLoop(d, at) {
				defs = append(defs, d)
			}
			continue
		}
		if f.exclusive(f.Code[d].Region, f.Code[at].Region) && !f.sameLoop(d, at) {
			continue
		}
		defs = append(defs, d)
		if f.dominates(d, at) {
			return defs, false
		}
	}
	return defs, int(v) < f.Params
}

// dominates reports whether every way to the instruction at u comes through
// the one at d before.
func (f *function) dominates(d, u int32) bool {
	if d >= u || !f.within(f.Code[u].Region, f.Code[d].Region) {
		return false
	}
	return f.gotos().out[d] > u
}

// within reports whether region r is in region outer, or the same. Regions come after
// those that they are in.
func (f *function) within(r, outer int32) bool {
	for r > outer {
		r = f.Regions[r].Parent
	}
	return r == outer
}

// exclusive reports whether only one of two regions runs, in one go: what they are in
// of the innermost region around both are branches of one statement.
func (f *function) exclusive(a, b int32) bool {
	inA, inB := int32(-1), int32(-1)
	for a != b {
		if a > b {
			inA, a = a, f.Regions[a].Parent
		} else {
			inB, b = b, f.Regions[b].Parent
		}
	}
	return inA >= 0 && inB >= 0 && f.Regions[inA].Pair != 0 && f.Regions[inA].Pair == f.Regions[inB].Pair
}

// sameLoop reports whether two instructions are in one loop, so that either
// may come after the other.
func (f *function) sameLoop(a, b int32) bool {
	loops := f.gotos().loops
	for r := loops[f.Code[a].Region]; r > 0; r = loops[f.Regions[r].Parent] {
		if f.within(f.Code[b].Region, r) {
			return true
		}
	}
	return f.gotos().back[min(a, b)] > max(a, b)
}

// A gotoTable tells of the gotos and the loops around each instruction.
type gotoTable struct {
	out   []int32 // the nearest place that a goto from before the instruction skips it to
	back  []int32 // the end of what runs again by a goto back to the instruction, or before
	loops []int32 // by region: the innermost loop that it is in, or is, or -1
}

// gotos returns the table of the gotos of a function.
func (f *function) gotos() *gotoTable {
	if f.gotoTable != nil {
		return f.gotoTable
	}
	t := &gotoTable{make([]int32, len(f.Code)), make([]int32, len(f.Code)), make([]int32, len(f.Regions))}
	f.gotoTable = t
	for r := range t.loops {
		switch t.loops[r] = -1; {
		case r > 0 && f.Regions[r].Kind == cir.Loop:
			t.loops[r] = int32(r)
		case r > 0:
			t.loops[r] = t.loops[f.Regions[r].Parent]
		}
	}
	for i := range t.out {
		t.out[i] = math.MaxInt32
	}
	free := make([]int32, len(f.Code)+1) // from each, the next that has no place yet, or one before it
	for i := range free {
		free[i] = int32(i)
	}
	for _, j := range slices.SortedFunc(slices.Values(f.Jumps), func(a, b cir.Range) int { return cmp.Compare(a.End, b.End) }) {
		for i := nextFree(free, j.Start); i < j.End && int(i) < len(f.Code); i = nextFree(free, i) {
			t.out[i], free[i] = j.End, i+1
		}
	}
	for _, b := range f.Back {
		if int(b.Start) < len(t.back) {
			t.back[b.Start] = max(t.back[b.Start], b.End)
		}
	}
	for i := 1; i < len(t.back); i++ {
		t.back[i] = max(t.back[i], t.back[i-1])
	}
	return t
}

func nextFree(free []int32, i int32) int32 {
	for free[i] != i {
		free[i] = free[free[i]]
		i = free[i]
	}
	return i
}

// loopOf returns the innermost loop that the instruction at an index is in,
// as a region, or -1; or the range of a backward goto.
func (f *function) loopOf(at int32) int32 {
	return f.loopFrom(f.Code[at].Region)
}

// loopAround returns the innermost loop around a loop, or -1.
func (f *function) loopAround(loop int32) int32 { return f.loopFrom(f.Regions[loop].Parent) }

func (f *function) loopFrom(region int32) int32 {
	if region < 0 {
		return -1
	}
	return f.gotos().loops[region]
}
