package cgoleak

import (
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/ownership"
)

// An arrayUse looks at all that is done with an array.
type arrayUse struct {
	*checker
	seen     map[ssa.Value]bool
	borrowed bool // C gets it and takes nothing
	freed    bool // it is freed, without its elements
	unknown  bool // C gets it, and of the elements nothing is known
}

// keeps reports whether nobody else gets the elements of an array: what is
// read of them is only looked at.
func (a *arrayUse) keeps(v ssa.Value) bool {
	if a.seen[v] {
		return true
	}
	a.seen[v] = true
	for _, user := range govalue.Referrers(v) {
		if !a.harmless(v, user) {
			return false
		}
	}
	return a.freed || !a.unknown
}

func (a *arrayUse) harmless(v ssa.Value, user ssa.Instruction) bool {
	switch user := user.(type) {
	case *ssa.DebugRef, *ssa.BinOp:
		return true
	case *ssa.Convert, *ssa.ChangeType, *ssa.Slice, *ssa.Phi:
		return a.keeps(user.(ssa.Value))
	case *ssa.IndexAddr:
		return user.X == v && a.elementUsed(user)
	case *ssa.Call:
		return a.passed(v, user)
	case *ssa.Defer:
		return a.passed(v, user)
	case *ssa.Return:
		return a.returned(v, user)
	case *ssa.Extract:
		return a.keeps(user)
	}
	return false
}

// returned looks at what the callers of a function do with the array, which it
// returns: all of them are in view.
func (a *arrayUse) returned(v ssa.Value, ret *ssa.Return) bool {
	sites, all := a.owned.Callers(ret.Parent())
	if !all || len(sites) == 0 {
		return false
	}
	for _, site := range sites {
		call := site.Value()
		if call == nil {
			return false
		}
		if len(ret.Results) == 1 {
			if !a.keeps(call) {
				return false
			}
			continue
		}
		for _, user := range govalue.Referrers(call) {
			if e, ok := user.(*ssa.Extract); ok && ret.Results[e.Index] == v && !a.keeps(e) {
				return false
			}
		}
	}
	return true
}

// elementUsed looks at what is done with the address of an element.
func (a *arrayUse) elementUsed(at *ssa.IndexAddr) bool {
	for _, user := range govalue.Referrers(at) {
		switch user := user.(type) {
		case *ssa.Store:
			if user.Addr != at {
				return false
			}
		case *ssa.UnOp:
			if !onlyCopiedFrom(user) {
				return false
			}
		case *ssa.DebugRef:
		default:
			if !a.harmless(at, user) { // as the address of the array
				return false
			}
		}
	}
	return true
}

// onlyCopiedFrom reports whether a pointer is only copied from, or compared.
func onlyCopiedFrom(v ssa.Value) bool {
	for _, user := range govalue.Referrers(v) {
		switch user := user.(type) {
		case *ssa.BinOp, *ssa.DebugRef:
		case *ssa.Call:
			if !copies[ownership.CName(&user.Call)] {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// passed looks at a call that gets the array.
func (a *arrayUse) passed(v ssa.Value, call ssa.CallInstruction) bool {
	common := call.Common()
	if b, ok := common.Value.(*ssa.Builtin); ok {
		switch b.Name() {
		case "len", "cap":
			return true
		case "append":
			return common.Args[0] == v && a.keeps(call.Value())
		case "Slice", "SliceData":
			return a.keeps(call.Value())
		}
		return false
	}
	name := ownership.CName(common)
	if name == "free" {
		a.freed = true
		return true
	}
	if name == "" {
		return a.passedToGo(v, common)
	}
	f := a.sums.Func(name)
	for i, arg := range common.Args {
		if arg != v {
			continue
		}
		switch {
		case ownership.LooksAt(f, i), f == nil && a.sums.ConstWithin(name, i):
			a.borrowed = true
		case f == nil:
			a.unknown = true
		default:
			return false
		}
	}
	return true
}

// passedToGo looks at what a function of the package does with the array.
func (a *arrayUse) passedToGo(v ssa.Value, common *ssa.CallCommon) bool {
	callee := common.StaticCallee()
	if callee == nil || callee.Pkg == nil || callee.Blocks == nil || callee.Pkg.Pkg != a.src.Types {
		return false
	}
	for i, arg := range common.Args {
		if arg == v && (i >= len(callee.Params) || !a.keeps(callee.Params[i])) {
			return false
		}
	}
	return true
}
