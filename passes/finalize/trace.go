package finalize

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

// A place is what Path leads to from a value.
type place struct {
	value ssa.Value
	path  Path
}

// A chain says where a value comes from: it is what the path of each place
// leads to. The first place is the value itself, the last its origin, which
// comes from nowhere that is known.
type chain []place

func (c chain) root() place { return c[len(c)-1] }

const (
	maxChains = 24 // of one value
	maxChain  = 24 // places
)

// A tracer finds the chains of one value.
type tracer struct {
	p      *Package
	chains []chain
	seen   map[ssa.Value]bool // phis and variables on the way
}

// chains returns where what path leads to from v comes from.
func (p *Package) chains(v ssa.Value, path Path) []chain {
	t := &tracer{p: p, seen: make(map[ssa.Value]bool)}
	t.follow(nil, v, path)
	return t.chains
}

func (t *tracer) follow(c chain, v ssa.Value, path Path) {
	if len(t.chains) >= maxChains {
		return
	}
	c = append(slices.Clip(c), place{v, path})
	if len(c) >= maxChain || !t.origins(c, v, path) {
		t.chains = append(t.chains, c)
	}
}

// origins follows what v is made of, and reports whether that is anything.
func (t *tracer) origins(c chain, v ssa.Value, path Path) bool {
	switch v := v.(type) {
	case *ssa.Convert:
		if len(path) > 0 && !types.Identical(v.X.Type(), v.Type()) {
			return false // the fields are others
		}
		t.follow(c, v.X, path)
	case *ssa.ChangeType:
		t.follow(c, v.X, path)
	case *ssa.ChangeInterface:
		t.follow(c, v.X, path)
	case *ssa.MakeInterface:
		t.follow(c, v.X, path)
	case *ssa.TypeAssert:
		t.follow(c, v.X, path)
	case *ssa.UnOp:
		if v.Op != token.MUL {
			return false
		}
		t.follow(c, v.X, path)
	case *ssa.Field:
		t.follow(c, v.X, Path{v.Field}.then(path))
	case *ssa.FieldAddr:
		t.follow(c, v.X, Path{v.Field}.then(path))
	case *ssa.Index:
		t.follow(c, v.X, Path{element}.then(path))
	case *ssa.IndexAddr:
		t.follow(c, v.X, Path{element}.then(path))
	case *ssa.Lookup:
		t.follow(c, v.X, Path{element}.then(path))
	case *ssa.Slice:
		t.follow(c, v.X, path)
	case *ssa.BinOp:
		if v.Op != token.ADD && v.Op != token.SUB || !gotype.IsUintptr(v.Type()) {
			return false
		}
		t.follow(c, v.X, path)
	case *ssa.Phi:
		return t.phi(c, v, path)
	case *ssa.Alloc:
		return t.variable(c, v, path)
	case *ssa.Extract:
		return t.extract(c, v, path)
	case *ssa.Call:
		return t.call(c, v, 0, path)
	default:
		return false
	}
	return true
}

func (t *tracer) phi(c chain, phi *ssa.Phi, path Path) bool {
	if t.seen[phi] {
		return true
	}
	t.seen[phi] = true
	for _, edge := range phi.Edges {
		if !isNil(edge) {
			t.follow(c, edge, path)
		}
	}
	return true
}

func isNil(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.Value == nil
}

func (t *tracer) extract(c chain, v *ssa.Extract, path Path) bool {
	switch tuple := v.Tuple.(type) {
	case *ssa.Call:
		return t.call(c, tuple, v.Index, path)
	case *ssa.TypeAssert:
		t.follow(c, tuple.X, path)
		return true
	case *ssa.Lookup:
		t.follow(c, tuple.X, Path{element}.then(path))
		return true
	case *ssa.Next:
		if r, ok := tuple.Iter.(*ssa.Range); ok {
			t.follow(c, r.X, Path{element}.then(path))
			return true
		}
	}
	return false
}

// call follows a result of a call: an accessor's to its argument, and that of
// a C function into the memory of the argument in which it lies.
func (t *tracer) call(c chain, call *ssa.Call, index int, path Path) bool {
	common := call.Common()
	if b, ok := common.Value.(*ssa.Builtin); ok {
		switch b.Name() {
		case "Add", "Slice", "SliceData", "String", "StringData":
			t.follow(c, common.Args[0], path)
			return true
		}
		return false
	}
	callee := common.StaticCallee()
	if name, ok := cgosource.CFunc(callee); ok {
		return t.inside(c, name, common, index)
	}
	found := false
	if s := t.p.summaryOf(callee); s != nil {
		for _, r := range s.Results {
			if r.Index == index && r.Param < len(common.Args) {
				found = true
				t.follow(c, common.Args[r.Param], r.Path.then(path))
			}
		}
	}
	return found
}

// inside follows the result of a C function to the argument whose memory it
// lies in.
func (t *tracer) inside(c chain, name string, common *ssa.CallCommon, index int) bool {
	arg := t.p.returned(name)
	if arg < 0 || index > 0 || arg >= len(common.Args) {
		return false
	}
	t.follow(c, common.Args[arg], nil)
	return true
}

// A links follows values through functions of C that return what they get, or
// use it.
type links struct{ sums *csummary.Package }

// returned returns the argument of a C function in whose memory its result
// lies, or -1. One that is changed may have a reference more for the result,
// and another call for it.
func (p *links) returned(name string) int {
	fn := p.sums.Func(name)
	if fn == nil || addsReference(name) {
		return -1
	}
	if fn.Result.Kind == csummary.Inside {
		return fn.Result.Arg
	}
	for i := range fn.Params {
		q := &fn.Params[i]
		if (q.Returned == csummary.Yes || fn.Result.Kind == csummary.SameAsArgument && fn.Result.Arg == i) && (q.ReadOnly || p.onlyCasts(fn, 3)) {
			return i
		}
	}
	return -1
}

// addsReference reports whether the name of a function says that its result
// is a reference of its own, or a copy.
func addsReference(name string) bool {
	return slices.ContainsFunc(cname.Words(name), func(w string) bool {
		switch w {
		case "ref", "incref", "addref", "retain", "dup", "copy", "clone", "acquire", "duplicate":
			return true
		}
		return false
	})
}

// onlyCasts reports whether a C function calls nothing but what casts objects
// of GLib, as macros such as GTK_WIDGET do.
func (p *links) onlyCasts(fn *csummary.Func, depth int) bool {
	return fn != nil && !fn.Contract && depth > 0 && len(fn.Calls) > 0 && !slices.ContainsFunc(fn.Calls, func(name string) bool {
		return name != "g_type_check_instance_cast" && !strings.HasSuffix(name, "_get_type") && !p.onlyCasts(p.sums.Func(name), depth-1)
	})
}

// isCast reports whether all that a C function does with its argument i is to
// return it, as another type or an address in it: it is used where the result
// is.
func (p *links) isCast(name string, i int) bool {
	if p.returned(name) != i {
		return false
	}
	fn := p.sums.Func(name)
	return p.onlyCasts(fn, 3) || fn.Leaf && !fn.Params[i].Touched
}
