package cflow

import (
	"slices"

	"github.com/cgolint/cgolint/internal/cir"
)

// endsLoop reports whether the byte that an instruction loads ends the loop
// around it when it is zero, and nothing but bytes ends that loop: no length.
func (b *buffers) endsLoop(at int32) bool {
	loop := b.loopOf(at)
	if loop < 0 {
		return false
	}
	start, end := b.extentOf(loop)
	ends := false
	for i := range b.Edges {
		e := &b.Edges[i]
		if e.At < start || e.At > end || e.To >= start && e.To <= end && e.To != end {
			continue
		}
		if e.Cond == cir.None {
			continue // of a branch, whose condition is looked at below
		}
		if !b.byteTest(e.Cond, 0) {
			return false
		}
		ends = ends || e.Neg && b.isNonZero(e.Cond, at, 0)
	}
	return ends && !b.otherExits(loop)
}

// otherExits reports whether a condition in a loop that is not about bytes
// alone leaves it.
func (b *buffers) otherExits(loop int32) bool {
	start, end := b.extentOf(loop)
	for i := range b.Edges {
		e := &b.Edges[i]
		if e.At < start || e.At > end || e.Cond == cir.None || b.byteTest(e.Cond, 0) {
			continue
		}
		if b.straightOut(e.To, e.Next, start, end) || b.straightOut(e.At, int32(i)+1, start, end) {
			return true
		}
	}
	return false
}

// straightOut reports whether the way from an edge at a place leads out of a
// range of code without any condition.
func (b *buffers) straightOut(at, edge, start, end int32) bool {
	for range maxBranch {
		switch {
		case at < start || at >= end:
			return true
		case int(edge) < len(b.Edges) && b.Edges[edge].At == at:
			e := &b.Edges[edge]
			if e.Cond != cir.None {
				return false
			}
			at, edge = e.To, e.Next
		case b.Code[at].Op == cir.Return:
			return true
		default:
			at++
			edge = b.firstEdge(at)
		}
	}
	return false
}

// firstEdge returns the first edge at an index or after it.
func (f *function) firstEdge(at int32) int32 {
	i, _ := slices.BinarySearchFunc(f.Edges, at, func(e cir.Edge, at int32) int { return int(e.At - at) })
	return int32(i)
}

// extentOf returns the first index of the code of a region, and the one after
// the last.
func (b *buffers) extentOf(region int32) (start, end int32) {
	start = int32(len(b.Code))
	for i := range b.Code {
		if b.within(b.Code[i].Region, region) {
			start, end = min(start, int32(i)), int32(i)+1
		}
	}
	return start, end
}

// byteTest reports whether a condition depends on bytes that are read, and on
// nothing else.
func (b *buffers) byteTest(v cir.Value, depth int) bool {
	if k := b.Const(v); k != nil {
		return k.Kind == cir.IntConst
	}
	if v == cir.None || depth > 6 || int(v) < b.Params || len(b.defs[v]) == 0 {
		return false
	}
	for _, d := range b.defs[v] {
		in := &b.Code[d]
		switch in.Op {
		case cir.Load:
			if b.Vars[in.Dst].Class != cir.Scalar {
				return false
			}
		case cir.Copy:
			if !b.byteTest(in.A, depth+1) {
				return false
			}
		case cir.Arith:
			if !b.byteTest(in.A, depth+1) || in.B != cir.None && !b.byteTest(in.B, depth+1) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// isNonZero reports whether a condition can only hold when the byte that the
// instruction at an index loads is not zero.
func (b *buffers) isNonZero(v cir.Value, load int32, depth int) bool {
	if v < 0 || depth > 6 {
		return false
	}
	for _, d := range b.defs[v] {
		in := &b.Code[d]
		switch {
		case d == load:
		case in.Op == cir.Copy && b.isNonZero(in.A, load, depth+1):
		case in.Op == cir.Arith && in.Aux == cir.OpNe && b.isZero(in.B) && b.isNonZero(in.A, load, depth+1):
		case in.Op == cir.Arith && in.Aux == cir.OpLAnd && (b.isNonZero(in.A, load, depth+1) || b.isNonZero(in.B, load, depth+1)):
		default:
			return false
		}
	}
	return len(b.defs[v]) > 0
}

func (f *function) isZero(v cir.Value) bool {
	k := f.Const(v)
	return k != nil && k.Kind == cir.IntConst && k.Int == 0
}
