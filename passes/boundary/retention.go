package boundary

import (
	"fmt"
	"go/constant"
	"go/token"
	"path/filepath"
	"slices"

	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
)

// retention returns the evidence that the C function of the call keeps the
// argument i where that outlives the call, or nil.
func (in *interpreter) retention(call *cgosource.Call, i int, args []value) *csummary.Retention {
	fn := in.csummary.Func(call.Name)
	if fn == nil || i >= len(fn.Params) {
		return nil
	}
	for _, r := range slices.Concat(fn.Params[i].Retained, fn.Params[i].RetainedNumber) {
		if r.Field == "" && in.outlives(&r, args) && in.holds(&r, call, args) {
			return &r
		}
	}
	return nil
}

// outlives reports whether the place where C keeps a pointer is there after
// the call: not when it is an object that Go made, perhaps for the call.
func (in *interpreter) outlives(r *csummary.Retention, args []value) bool {
	if r.Sink != csummary.Argument || r.Arg < 0 || r.Arg >= len(args) {
		return true
	}
	atoms := args[r.Arg].first()
	return len(atoms) > 0 && !slices.ContainsFunc(atoms, func(a atom) bool {
		return a.kind == null && len(atoms) == 1 || a.kind == pointer && (a.mem.Origin == Go || a.mem.Origin == Static)
	})
}

// holds reports whether all conditions of the evidence hold for the
// arguments of the call.
func (in *interpreter) holds(r *csummary.Retention, call *cgosource.Call, args []value) bool {
	arg := func(i int) csummary.Arg {
		if i >= len(call.Args) || i >= len(args) {
			return csummary.Arg{}
		}
		if in.src.Info.Types[call.Args[i]].IsNil() {
			return csummary.Arg{Known: true}
		}
		if v := in.src.Info.Types[call.Args[i]].Value; v != nil {
			if n, ok := constant.Int64Val(constant.ToInt(v)); ok {
				return csummary.Arg{Known: true, Value: n}
			}
		}
		return pointerArg(args[i].first())
	}
	return !slices.ContainsFunc(r.Conds, func(c csummary.Cond) bool { return c.Holds(arg) != csummary.Yes })
}

// pointerArg says whether a pointer is nil, when that is known.
func pointerArg(s atoms) csummary.Arg {
	isNil := func(a atom) bool { return a.kind == null }
	isAddress := func(a atom) bool { return a.kind == pointer && a.mem.Origin == Go }
	switch {
	case len(s) == 1 && isNil(s[0]):
		return csummary.Arg{} // a number, or nil
	case len(s) > 0 && !slices.ContainsFunc(s, func(a atom) bool { return !isAddress(a) }):
		return csummary.Arg{NonZero: true}
	}
	return csummary.Arg{}
}

// Place returns where a step of evidence is, and what happens there. In a C
// file there is no position, and the text says where.
func (b *Package) Place(step csummary.Step) (token.Pos, string) {
	if pos, ok := b.csummary.Pos(step.Pos); ok {
		return pos, step.What
	}
	return token.NoPos, fmt.Sprintf("%s:%d: %s", filepath.Base(step.Pos.File), step.Pos.Line, step.What)
}
