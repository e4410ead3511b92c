package retain

import (
	"fmt"
	"go/constant"
	"go/token"
	"path/filepath"
	"slices"

	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/gomem"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// An argument is one argument of a C call.
type argument struct {
	f *finder
	e *gomem.CCall
	i int
}

func (a argument) value() heap.Value { return a.e.Args[a.i].Value }

// function returns the summary of the C function, or nil when it has none for
// the argument.
func (a argument) function() *csummary.Func {
	fn := a.f.csummary.Func(a.e.Call.Name)
	if fn == nil || a.i >= len(fn.Params) {
		return nil
	}
	return fn
}

// retention returns the evidence that the C function of the call keeps the
// argument where that outlives the call, or nil.
func (a argument) retention() *csummary.Retention {
	fn := a.function()
	if fn == nil {
		return nil
	}
	for _, r := range slices.Concat(fn.Params[a.i].Retained, fn.Params[a.i].RetainedNumber) {
		if r.Field == "" && a.outlives(&r) && a.holds(&r) {
			return &r
		}
	}
	return nil
}

// object returns what the object may be in which C keeps a pointer, when that
// is an argument.
func (a argument) object(r *csummary.Retention) (object heap.Atoms, ok bool) {
	if r.Sink != csummary.Argument || r.Arg < 0 || r.Arg >= len(a.e.Args) {
		return nil, false
	}
	return a.e.Args[r.Arg].Value.First(), true
}

// outlives reports whether the place where C keeps a pointer is there after
// the call: not when it is an object that Go made, perhaps for the call.
func (a argument) outlives(r *csummary.Retention) bool {
	object, ok := a.object(r)
	if !ok {
		return true
	}
	return len(object) > 0 && !slices.ContainsFunc(object, func(o heap.Atom) bool {
		return o.Kind == heap.Null && len(object) == 1 || o.Kind == heap.Pointer && (o.Mem.Origin == heap.Go || o.Mem.Origin == heap.Static)
	})
}

// holds reports whether all conditions of the evidence hold for the
// arguments of the call.
func (a argument) holds(r *csummary.Retention) bool {
	return !slices.ContainsFunc(r.Conds, func(c csummary.Cond) bool { return c.Holds(a.known) != csummary.Yes })
}

// known returns what is known of the argument i of the same call.
func (a argument) known(i int) csummary.Arg {
	if i >= len(a.e.Args) {
		return csummary.Arg{}
	}
	arg := a.f.src.Info.Types[a.e.Call.Args[i]]
	if arg.IsNil() {
		return csummary.Arg{Known: true}
	}
	if arg.Value != nil {
		if n, ok := constant.Int64Val(constant.ToInt(arg.Value)); ok {
			return csummary.Arg{Known: true, Value: n}
		}
	}
	return pointerArg(a.e.Args[i].Value.First())
}

// pointerArg says whether a pointer is nil, when that is known.
func pointerArg(s heap.Atoms) csummary.Arg {
	isAddress := func(a heap.Atom) bool { return a.Kind == heap.Pointer && a.Mem.Origin == heap.Go }
	if len(s) > 0 && !slices.ContainsFunc(s, func(a heap.Atom) bool { return !isAddress(a) }) {
		return csummary.Arg{NonZero: true}
	}
	return csummary.Arg{} // nil, a number, or unknown
}

// Place returns where a step of evidence is, and what happens there. In a C
// file there is no position, and the text says where.
func (p *Package) Place(step csummary.Step) (token.Pos, string) {
	if pos, ok := p.csummary.Pos(step.Pos); ok {
		return pos, step.What
	}
	return token.NoPos, fmt.Sprintf("%s:%d: %s", filepath.Base(step.Pos.File), step.Pos.Line, step.What)
}
