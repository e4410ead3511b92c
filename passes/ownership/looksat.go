package ownership

import (
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/cflow/cost"
	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/passes/csummary"
)

// LooksAt reports whether it is proven that a C function keeps nothing that
// its parameter i leads to, and frees nothing.
func LooksAt(summary *csummary.Func, i int) bool {
	if summary == nil || i >= len(summary.Params) || !summary.Params[i].DeepNoEscape {
		return false
	}
	if !summary.Contract {
		return summary.Params[i].Freed == csummary.No && summary.Params[i].InnerFreed == csummary.No
	}
	switch summary.Cost.Kind { // of those that allocate, some free
	case cost.Trivial, cost.Loops:
		return summary.Params[i].Freed != csummary.Yes
	}
	return false
}

// written forgets what C may have written to where an argument points.
func (x *tracker) written(st *state, summary *csummary.Func, i int, arg symbol) {
	if summary != nil && i < len(summary.Params) && (summary.Params[i].Const || summary.Params[i].ReadOnly) {
		return
	}
	base := x.root(arg)
	for at, s := range st.memory.Entries() {
		if at.base == base && s != st.res.id {
			st.memory.Delete(at)
			if st.private.Get(base) { // no longer the zero value
				st.memory.Set(at, x.make(shape{form: content, a: x.addressOf(at), b: st.epoch + 1}))
			}
		}
	}
	if at := x.place(arg); st.private.Get(base) {
		if s, ok := st.memory.Lookup(at); !ok || s != st.res.id {
			st.memory.Set(at, x.make(shape{form: content, a: x.addressOf(at), b: st.epoch + 1}))
		}
	}
	st.epoch++
}

// effect says what a call does to the resource that its argument i is.
func (x *tracker) effect(common *ssa.CallCommon, i int) Effect {
	return x.kind.Effect(x.p, common, i)
}

// copying are cgo's functions that only copy what they get.
var copying = cname.Set("GoString GoStringN GoBytes")
