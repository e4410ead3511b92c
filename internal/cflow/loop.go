package cflow

import "github.com/cgolint/cgolint/internal/cir"

// handful is how many turns a loop may have, with those around it, to be none
// that is worth a word, when that is constant.
const handful = 8

// loop returns where the loop begins that an instruction runs in on each
// turn. It passes over loops of a handful of turns.
func (f *function) loop(at int32) (ok bool, where cir.Pos) {
	turns := int64(1)
	for r := f.loopOf(at); r >= 0; r = f.loopAround(r) {
		if f.leaves(at, r) || f.latched(at, r) {
			return false, cir.Pos{}
		}
		if turns *= f.Regions[r].Turns; !f.Regions[r].Counted || turns > handful {
			return true, f.Regions[r].Pos
		}
	}
	for _, back := range f.Back {
		if back.Start <= at && at < back.End {
			return true, f.Code[back.Start].Pos
		}
	}
	return false, cir.Pos{}
}

// latched reports whether an instruction in loop region r stands under a
// condition on a local variable that is set under the same condition: what
// if (!done) { done = 1; … } does only once.
func (f *function) latched(at, loop int32) bool {
	for r := f.Code[at].Region; r != loop && r > 0; r = f.Regions[r].Parent {
		if c := f.Regions[r].Cond; c != cir.None && f.setsOperand(c, r, 0) {
			return true
		}
	}
	return false
}

// setsOperand reports whether a local variable that a condition is about is
// set in a region.
func (f *function) setsOperand(v cir.Value, region int32, depth int) bool {
	if v < 0 || depth > 3 {
		return false
	}
	if f.Vars[v].Name != "" {
		for _, d := range f.defs[v] {
			if f.within(f.Code[d].Region, region) && f.Const(f.Code[d].A) != nil {
				return true
			}
		}
		return false
	}
	for _, d := range f.defs[v] {
		in := &f.Code[d]
		if in.Op == cir.Arith && (f.setsOperand(in.A, region, depth+1) || in.B != cir.None && f.setsOperand(in.B, region, depth+1)) {
			return true
		}
	}
	return false
}

// leaves reports whether the code after an instruction leaves loop region r
// for certain, as in a search that calls on what it has found.
func (f *function) leaves(at, loop int32) bool {
	region := f.Code[at].Region
	for r := region; r != loop && r > 0; r = f.Regions[r].Parent {
		for i := range f.Regions {
			if x := &f.Regions[i]; x.Kind == cir.After && x.Pair == f.Regions[r].Pair && x.Pair != 0 &&
				x.Exit.Start <= at && at < x.Exit.End {
				return true
			}
		}
	}
	for i := at + 1; int(i) < len(f.Code) && f.Code[i].Region == region; i++ {
		if f.Code[i].Op == cir.Return {
			return true
		}
	}
	return false
}

// loopWaits reports whether the loop around an instruction waits on each
// turn.
func (f *function) loopWaits(at int32) bool {
	r := f.loopOf(at)
	for i := range f.callees {
		callee := &f.callees[i]
		if r >= 0 && !f.within(f.Code[callee.at].Region, r) || r < 0 && !f.sameLoop(callee.at, at) {
			continue
		}
		if callee.contract != nil && (callee.contract.Blocks == "wait" || callee.contract.Blocks == "time" || callee.contract.Blocks == "io") {
			return true
		}
		if callee.fn != nil && callee.fn.ev != nil && len(callee.fn.ev.blocks) > 0 {
			return true
		}
	}
	return false
}
