package cflow

import (
	"slices"

	"github.com/cgolint/cgolint/internal/cir"
)

// endsLoop reports whether the byte that an instruction loads ends the loop
// around it when it is zero, and nothing but bytes ends that loop: no length.
func (c *collector) endsLoop(at int32) bool {
	loop := c.loopOf(at)
	if loop < 0 {
		return false
	}
	start, end := c.extentOf(loop)
	ends := false
	for i := range c.Edges {
		e := &c.Edges[i]
		if e.At < start || e.At > end || e.To >= start && e.To <= end && e.To != end {
			continue
		}
		if e.Cond == cir.None {
			continue // of a branch, whose condition is looked at below
		}
		if !c.byteTest(e.Cond, 0) {
			return false
		}
		ends = ends || e.Neg && c.isNonZero(e.Cond, at, 0)
	}
	return ends && !c.otherExits(loop)
}

// otherExits reports whether a condition in a loop that is not about bytes
// alone leaves it.
func (c *collector) otherExits(loop int32) bool {
	start, end := c.extentOf(loop)
	for i := range c.Edges {
		e := &c.Edges[i]
		if e.At < start || e.At > end || e.Cond == cir.None || c.byteTest(e.Cond, 0) {
			continue
		}
		if c.straightOut(e.To, e.Next, start, end) || c.straightOut(e.At, int32(i)+1, start, end) {
			return true
		}
	}
	return false
}

// straightOut reports whether the way from an edge at a place leads out of a
// range of code without any condition.
func (c *collector) straightOut(at, edge, start, end int32) bool {
	for range maxBranch {
		switch {
		case at < start || at >= end:
			return true
		case int(edge) < len(c.Edges) && c.Edges[edge].At == at:
			e := &c.Edges[edge]
			if e.Cond != cir.None {
				return false
			}
			at, edge = e.To, e.Next
		case c.Code[at].Op == cir.Return:
			return true
		default:
			at++
			edge = c.firstEdge(at)
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
func (c *collector) extentOf(region int32) (start, end int32) {
	start = int32(len(c.Code))
	for i := range c.Code {
		if c.within(c.Code[i].Region, region) {
			start, end = min(start, int32(i)), int32(i)+1
		}
	}
	return start, end
}

// byteTest reports whether a condition depends on bytes that are read, and on
// nothing else.
func (c *collector) byteTest(v cir.Value, depth int) bool {
	if k := c.Const(v); k != nil {
		return k.Kind == cir.IntConst
	}
	if v == cir.None || depth > 6 || int(v) < c.Params || len(c.defs[v]) == 0 {
		return false
	}
	for _, d := range c.defs[v] {
		in := &c.Code[d]
		switch in.Op {
		case cir.Load:
			if c.Vars[in.Dst].Class != cir.Scalar {
				return false
			}
		case cir.Copy:
			if !c.byteTest(in.A, depth+1) {
				return false
			}
		case cir.Arith:
			if !c.byteTest(in.A, depth+1) || in.B != cir.None && !c.byteTest(in.B, depth+1) {
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
func (c *collector) isNonZero(v cir.Value, load int32, depth int) bool {
	if v < 0 || depth > 6 {
		return false
	}
	for _, d := range c.defs[v] {
		in := &c.Code[d]
		switch {
		case d == load:
		case in.Op == cir.Copy && c.isNonZero(in.A, load, depth+1):
		case in.Op == cir.Arith && in.Aux == cir.OpNe && c.isZero(in.B) && c.isNonZero(in.A, load, depth+1):
		case in.Op == cir.Arith && in.Aux == cir.OpLAnd && (c.isNonZero(in.A, load, depth+1) || c.isNonZero(in.B, load, depth+1)):
		default:
			return false
		}
	}
	return len(c.defs[v]) > 0
}

func (c *collector) isZero(v cir.Value) bool {
	k := c.Const(v)
	return k != nil && k.Kind == cir.IntConst && k.Int == 0
}
