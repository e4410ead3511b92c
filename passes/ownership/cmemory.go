package ownership

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

// CMemory is memory that C's malloc or a library made for the program.
var CMemory = &Kind{Name: "memory"}

func init() { CMemory.Acquires, CMemory.Effect = acquiresMemory, (*Package).memoryEffect }

// allocating are the functions of cgo, which never fail (cmd/cgo: "C.malloc
// cannot fail"), and so never return nil.
var allocating = cname.Set("CString CBytes malloc")

func neverNil(call *ssa.Call) bool { return allocating[CName(&call.Call)] }

func acquiresMemory(p *Package, call ssa.CallInstruction) []Acquisition {
	common := call.Common()
	callee := common.StaticCallee()
	if callee == nil || !isC(callee) {
		return goAcquires(p, CMemory, callee)
	}
	name := CName(common)
	by := "C." + name
	if allocating[name] {
		return []Acquisition{{By: by, FreedBy: []string{"free"}, Certain: true}}
	}
	all := p.inferred(name, len(common.Args))
	s := p.csummary.Func(name)
	if s == nil {
		return all
	}
	if s.Result.Kind == csummary.Fresh && callee.Signature.Results().Len() > 0 && gotype.IsAddress(callee.Signature.Results().At(0).Type()) {
		all = append(all, Acquisition{By: by, FreedBy: s.Result.FreedBy})
	}
	for i := range s.Params {
		if out := s.Params[i].Out; out.Kind == csummary.Fresh {
			all = append(all, Acquisition{Where: ThroughOut, Index: i, By: by, FreedBy: out.FreedBy, Cond: out.Cond, Known: !out.Cond.Always()})
		}
	}
	return all
}

// goAcquires returns what a Go function hands to its caller.
func goAcquires(p *Package, kind *Kind, callee *ssa.Function) []Acquisition {
	if callee == nil {
		return nil
	}
	var all []Acquisition
	for _, r := range p.resultsOf(kind, callee) {
		a := Acquisition{Index: r.Index, Path: r.Path, By: goFuncName(callee), FreedBy: r.FreedBy, Certain: r.Certain, Assumed: r.Assumed}
		if r.Out {
			a.Where = ThroughOut
		}
		all = append(all, a)
	}
	return all
}

// goFuncName returns the name of a Go function, without type arguments.
func goFuncName(fn *ssa.Function) string {
	if origin := fn.Origin(); origin != nil {
		fn = origin
	}
	return fn.Name()
}

func (p *library) memoryEffect(common *ssa.CallCommon, i int) Effect {
	name := CName(common)
	if name == "" {
		return Effect{}
	}
	e := p.cEffect(name, common, i)
	e.By = "C." + name
	return e
}

func (p *library) cEffect(name string, common *ssa.CallCommon, i int) Effect {
	switch name {
	case "GoString", "GoStringN", "GoBytes":
		return Effect{Does: Borrows}
	case "free":
		return Effect{Does: Frees}
	}
	s := p.csummary.Func(name)
	if s == nil || i >= len(s.Params) {
		if i == 0 && len(common.Args) > 0 && !isPlace(common.Args[0]) && (p.freesByName(name, common) || p.ends(name, common)) {
			return Effect{Does: Frees, Assumed: true}
		}
		if i == 0 && isUnref(name, common) {
			if p.emptiesObject(name) {
				return Effect{Does: Borrows, Assumed: true}
			}
			return Effect{Does: MayFree}
		}
		return p.prototypeEffect(name, common, i)
	}
	// Where a body is in view, what is declared says nothing that the body
	// doesn't: one may pass a pointer to const on, with free.
	switch param := &s.Params[i]; {
	case param.Freed == csummary.Yes:
		return Effect{Does: Frees, Unless: param.Returned == csummary.Yes}
	case param.MayFree:
		return Effect{Does: MayFree}
	case param.Taken == csummary.Yes || len(param.Retained) > 0:
		return Effect{Does: Takes}
	case param.Returned == csummary.Yes:
		return Effect{Does: Returns}
	case param.NoEscape && param.Freed == csummary.No:
		return Effect{Does: Borrows}
	case s.Contract && (s.Result.Kind == csummary.Inside) && s.Result.Arg == i && param.Freed == csummary.Unknown:
		return Effect{Does: Borrows} // the result is in what is still the caller's
	}
	if s.Contract || p.given[argument{"C." + name, i}] {
		return p.prototypeEffect(name, common, i)
	}
	if passed := s.Params[i].PassedOn; len(passed) > 0 && !slices.ContainsFunc(passed, func(to csummary.PassedTo) bool { return !p.onlyReads(to.Func, to.Arg, common) }) {
		return Effect{Does: Borrows, Assumed: true}
	}
	return Effect{}
}

// prototypeEffect says what is likely of a function of which only the
// prototype is known: what it declares as pointing to const, it neither frees
// nor takes, unless it also gets a function that might free it.
func (p *library) prototypeEffect(name string, common *ssa.CallCommon, i int) Effect {
	if i >= len(common.Args) || !gotype.IsAddress(common.Args[i].Type()) {
		return Effect{}
	}
	if p.given[argument{"C." + name, i}] {
		return Effect{Does: Borrows, Assumed: true}
	}
	if !p.onlyReads(name, i, common) {
		return Effect{}
	}
	return Effect{Does: Borrows, Assumed: true}
}

// onlyReads reports whether a parameter of a C function is declared as a
// pointer to const, and the call that leads there passes no function that
// might free it.
func (p *library) onlyReads(name string, i int, common *ssa.CallCommon) bool {
	if !p.csummary.PointsToConst(name, i) || strings.Contains(strings.ToLower(name), "static") {
		return false
	}
	return !slices.ContainsFunc(common.Args, func(a ssa.Value) bool {
		c, isConst := a.(*ssa.Const)
		return isFunctionPointer(a.Type()) && !(isConst && c.Value == nil)
	})
}

// isFunctionPointer reports whether a type is what cgo makes of a pointer to
// a function: *[0]byte.
func isFunctionPointer(t types.Type) bool {
	ptr, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return false
	}
	array, ok := ptr.Elem().Underlying().(*types.Array)
	return ok && array.Len() == 0
}

// isCType reports whether cgo declared a type.
func isCType(obj types.Object) bool {
	_, kind, ok := cgosource.CName(obj)
	return ok && kind == cgosource.Type
}
