package cflow

import "github.com/cgolint/cgolint/internal/cir"

// reaching returns the definitions of v that reach the instruction at an
// index, and whether the value on entry does.
func (f *function) reaching(v, at int32) (defs []int32, initial bool) {
	all := f.defs[v]
	for i := len(all) - 1; i >= 0; i-- {
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
	for _, j := range f.Jumps {
		if j.Start <= d && d < j.End && j.End <= u {
			return false
		}
	}
	return true
}

// within reports whether region r is in region outer, or the same.
func (f *function) within(r, outer int32) bool {
	for ; r >= 0; r = f.Regions[r].Parent {
		if r == outer {
			return true
		}
	}
	return false
}

// exclusive reports whether only one of two regions runs, in one go.
func (f *function) exclusive(a, b int32) bool {
	for x := a; x > 0; x = f.Regions[x].Parent {
		if f.Regions[x].Pair == 0 {
			continue
		}
		for y := b; y > 0; y = f.Regions[y].Parent {
			if x != y && f.Regions[x].Pair == f.Regions[y].Pair && f.Regions[x].Parent == f.Regions[y].Parent {
				return true
			}
		}
	}
	return false
}

// sameLoop reports whether two instructions are in one loop, so that either
// may come after the other.
func (f *function) sameLoop(a, b int32) bool {
	for r := f.Code[a].Region; r > 0; r = f.Regions[r].Parent {
		if f.Regions[r].Kind == cir.Loop && f.within(f.Code[b].Region, r) {
			return true
		}
	}
	for _, back := range f.Back {
		if back.Start <= a && a < back.End && back.Start <= b && b < back.End {
			return true
		}
	}
	return false
}

// loopOf returns the innermost loop that the instruction at an index is in,
// as a region, or -1; or the range of a backward goto.
func (f *function) loopOf(at int32) int32 {
	return f.loopFrom(f.Code[at].Region)
}

// loopAround returns the innermost loop around a loop, or -1.
func (f *function) loopAround(loop int32) int32 { return f.loopFrom(f.Regions[loop].Parent) }

func (f *function) loopFrom(region int32) int32 {
	for r := region; r > 0; r = f.Regions[r].Parent {
		if f.Regions[r].Kind == cir.Loop {
			return r
		}
	}
	return -1
}
