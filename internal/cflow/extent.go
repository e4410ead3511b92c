package cflow

import (
	"slices"

	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cir"
	"github.com/cgolint/cgolint/internal/contract"
)

// A writing is one place where a function writes what a parameter points to,
// or reads it.
type writing struct {
	at     int32
	extent *summary.Extent // nil when nothing bounds it
	nul    bool            // it writes a single NUL
	index  uint8           // of a store
}

// A buffers finds out how much of what parameters point to is read and written.
type buffers struct{ *collector }

// collect asks all questions about buffers.
func (b *buffers) collect() {
	b.readsUntilNUL()
	b.extents()
	b.unterminated()
	b.globalNULs()
}

// extents finds what bounds how much is written where parameters point.
func (b *buffers) extents() {
	if b.writesAnywhere() {
		return
	}
	for i := range b.Types {
		if b.Vars[i].Class != cir.Pointer || b.Types[i].Pointer {
			continue
		}
		if e := b.bounded(i, b.writings(i)); e != nil {
			b.ev.writesAtMost[i] = e
		}
	}
}

// writesAnywhere reports whether the function writes where it is not known.
func (b *buffers) writesAnywhere() bool {
	for i := range b.Code {
		if in := &b.Code[i]; in.Op == cir.Store && b.p.origin(b.function, in.A, int32(i), 0).kind == nowhere {
			return true
		}
	}
	return false
}

// writings returns where the function writes what a parameter points to.
func (b *buffers) writings(param int) []writing {
	var found []writing
	for i := range b.Code {
		at, in := int32(i), &b.Code[i]
		switch in.Op {
		case cir.Store:
			if o := b.p.origin(b.function, in.A, at, 0); o.kind == fromParam && o.n == param {
				found = append(found, writing{at: at, extent: b.loopExtent(at, param), nul: b.isZero(in.B), index: in.Aux})
			}
		case cir.Call:
			found = append(found, b.callWritings(at, param)...)
		}
	}
	return found
}

func (b *buffers) callWritings(at int32, param int) []writing {
	var found []writing
	callee := b.calleeAt(at)
	for j, arg := range b.args(at) {
		o := b.p.origin(b.function, arg, at, 0)
		if o.kind != fromParam || o.n != param {
			continue
		}
		e, writes := callee.writesAtMost(j)
		if !writes {
			continue
		}
		if !b.isParam(arg, param, 0) {
			e = nil // it begins somewhere inside
		}
		found = append(found, writing{at: at, extent: b.callerExtent(e, at)})
	}
	return found
}

// writesAtMost returns what bounds how much a called function writes where
// argument i points, or nil, and whether it may write there.
func (callee *callee) writesAtMost(i int) (*summary.Extent, bool) {
	switch {
	case callee.fn != nil && callee.fn.ev != nil:
		return callee.fn.ev.writesAtMost[i], callee.writes(i) || callee.fn.may == nil || i >= len(callee.fn.may.written)
	case callee.fn == nil && callee.contract != nil:
		p := callee.contract.Param(i)
		if p == nil || !p.Complete() {
			return nil, true
		}
		return fromContractExtent(p.Writes), p.What&contract.Written != 0
	}
	return nil, true
}

// callerExtent returns what a callee's extent is to the caller, or nil.
func (b *buffers) callerExtent(e *summary.Extent, at int32) *summary.Extent {
	if e == nil || e.Length < 0 {
		return e
	}
	args := b.args(at)
	if e.Pointer || e.Length >= len(args) || e.Times >= len(args) {
		return nil
	}
	r := *e
	n, count, ok := b.lengthOf(args[e.Length], 0)
	if !ok {
		return nil
	}
	r.Length, r.Count = n, count
	if e.Times < 0 {
		return &r
	}
	times, factor, ok := b.lengthOf(args[e.Times], 0)
	switch {
	case !ok:
		return nil
	case n >= 0 && times < 0: // n elements of a constant size
		r.Element, r.Times = factor, -1
	case n < 0 && times >= 0:
		r.Length, r.Count, r.Element, r.Times = times, 0, count, -1
	case n < 0:
		r.Count, r.Times = count*factor, -1
	default:
		r.Times = times
	}
	return &r
}

// lengthOf returns the parameter that a length is, or one that it is at most,
// or -1 and the number that it is.
func (b *buffers) lengthOf(v cir.Value, depth int) (param int, count int64, ok bool) {
	if k := b.Const(v); k != nil {
		return -1, k.Int, k.Kind == cir.IntConst
	}
	if v == cir.None || depth > 6 {
		return 0, 0, false
	}
	defs := b.defs[v]
	if int(v) < b.Params {
		return int(v), 0, len(defs) == 0 && !b.Vars[v].AddrTaken
	}
	if len(defs) != 1 || b.Vars[v].AddrTaken {
		return 0, 0, false
	}
	switch in := &b.Code[defs[0]]; {
	case in.Op == cir.Copy:
		return b.lengthOf(in.A, depth+1)
	case in.Op == cir.Arith && in.Aux == cir.OpSub:
		if k := b.Const(in.B); k != nil && k.Kind == cir.IntConst && k.Int >= 0 {
			return b.lengthOf(in.A, depth+1)
		}
	}
	return 0, 0, false
}

// isParam reports whether a value is what a parameter was on entry.
func (b *buffers) isParam(v cir.Value, param, depth int) bool {
	if v < 0 || b.Const(v) != nil || depth > maxChain || b.Vars[v].AddrTaken {
		return false
	}
	defs := b.defs[v]
	if int(v) < b.Params {
		return int(v) == param && len(defs) == 0
	}
	return len(defs) == 1 && b.Code[defs[0]].Op == cir.Copy && b.isParam(b.Code[defs[0]].A, param, depth+1)
}

// loopExtent returns what bounds a store in a loop that counts up to a
// parameter.
func (b *buffers) loopExtent(at int32, param int) *summary.Extent {
	loop := b.loopOf(at)
	if loop < 0 || b.Code[at].Aux != cir.CounterIndex || !b.isParam(cir.Value(param), param, 0) || b.loopAround(loop) >= 0 {
		return nil
	}
	region := &b.Regions[loop]
	size, length := int64(b.Types[param].Size), int(region.Length)-1
	if size == 0 || !region.Below || length < 0 || len(b.defs[length]) > 0 {
		return nil
	}
	return &summary.Extent{Length: length, Times: -1, Element: size}
}

// bounded returns what bounds all writings, or nil.
func (b *buffers) bounded(param int, all []writing) *summary.Extent {
	var found *summary.Extent
	last, ends := int32(-1), summary.Unknown
	for _, w := range all {
		switch {
		case w.extent == nil:
			continue
		case found == nil:
			e := *w.extent
			found, ends = &e, w.extent.NUL
		case found.Length != w.extent.Length || found.Times != w.extent.Times || found.Count != w.extent.Count || found.Element != w.extent.Element:
			return nil
		case ends != w.extent.NUL:
			ends = summary.Unknown
		}
		last = max(last, w.at)
	}
	if found == nil || slices.ContainsFunc(all, func(w writing) bool { return w.extent == nil && !b.inside(w, found, param) }) {
		return nil
	}
	found.NUL = ends
	if ends != summary.Yes && b.Types[param].Name == "char" {
		found.NUL = summary.No
		for _, w := range all {
			if w.nul && w.at > last {
				found.NUL = summary.Yes
			}
		}
	}
	return found
}

// inside reports whether a NUL is stored where an extent reaches.
func (b *buffers) inside(w writing, e *summary.Extent, param int) bool {
	if !w.nul || !b.isParam(cir.Value(param), param, 0) {
		return false
	}
	return w.index == cir.FirstIndex ||
		w.index >= cir.BeforeLength && int(w.index-cir.BeforeLength) == e.Length && e.Times < 0 && !e.Pointer
}
