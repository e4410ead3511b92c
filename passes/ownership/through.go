package ownership

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/csummary"
)

// freesThrough reports whether a C function frees the object that the variable or
// field holds of which its argument i is the address, and leaves nil there: by
// its name, as in frame_free(&f) and av_freep(&p), unless its body is known not
// to free anything.
func (p *library) freesThrough(common *ssa.CallCommon, i int) bool {
	if !holdsObject(common.Args[i]) { // before the name is taken apart: most don't
		return false
	}
	name := CName(common)
	if name == "" || !slices.ContainsFunc(cname.Words(name), func(w string) bool { return freeWords[w] || w == "freep" }) {
		return false
	}
	if slices.ContainsFunc(common.Args[:i], func(a ssa.Value) bool { return !isObject(a.Type()) }) || !onlyIntegers(common.Args[i+1:]) {
		return false
	}
	s := p.csummary.Func(name)
	if s != nil && i < len(s.Params) {
		return s.Params[i].InnerFreed != csummary.No && s.Params[i].Freed != csummary.Yes && s.Params[i].Out.Kind != summary.Fresh
	}
	return s == nil
}

// holdsObject reports whether a value is the address of a variable or field of Go
// for a pointer of C.
func holdsObject(v ssa.Value) bool {
	switch at := govalue.Unconverted(v).(type) {
	case *ssa.Alloc, *ssa.Global:
		return isHolder(at)
	case *ssa.FieldAddr:
		return ofGo(at) != nil && isHolder(at)
	}
	return false
}

// freeHeld frees what is in the place of which an argument of C is the address,
// when the function does that. It reports whether the place is nil from now on.
func (x *exploration) freeHeld(st *state, call toC, i int, arg symbol) bool {
	if i >= len(call.instr.Common().Args) || !x.p.freesThrough(call.instr.Common(), i) {
		return false
	}
	if held, ok := st.memory.Lookup(x.place(arg)); ok && held == st.res.id && x.kind == CMemory {
		x.free(st, call.instr, Effect{Does: Frees, By: "C." + call.name}, false)
		if f := st.res.freed; f != nil && f.Instr == call.instr {
			f.Assumed = call.summary == nil
		}
	}
	return true
}

// isHolder reports whether a value is an address at which there is a pointer.
func isHolder(v ssa.Value) bool {
	ptr, ok := v.Type().Underlying().(*types.Pointer)
	return ok && gotype.IsAnyPointer(ptr.Elem())
}

// mayFreeThrough reports whether the body of a C function leaves open whether it
// frees what its argument i leads to.
func (p *library) mayFreeThrough(common *ssa.CallCommon, i int) bool {
	s := p.csummary.Func(CName(common))
	return s != nil && i < len(s.Params) && s.Params[i].InnerFreed != csummary.No && s.Params[i].Out.Kind != summary.Fresh
}
