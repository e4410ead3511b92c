package ownership

import (
	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// callee returns the symbol of what a call calls.
func (x *tracker) callee(st *state, common *ssa.CallCommon) symbol {
	if common.IsInvoke() {
		if fn := x.p.methods.Only(common, x.p.ssa.Pkg); fn != nil {
			return x.make(shape{form: code, at: fn})
		}
		return 0
	}
	return x.get(st, common.Value)
}

// arguments returns the arguments of a call, the receiver first.
func (x *evaluator) arguments(st *state, common *ssa.CallCommon) []symbol {
	var args []symbol
	if common.IsInvoke() {
		recv := x.get(st, common.Value)
		if s := x.shapes[recv]; s.form == boxed {
			recv = s.a
		}
		args = append(args, recv)
	}
	for _, a := range common.Args {
		args = append(args, x.get(st, a))
	}
	return args
}

// call makes a call. It returns false when the path does not come back.
func (x *exploration) call(st *state, instr ssa.CallInstruction, fn symbol, args []symbol) bool {
	starts := instr == x.begin.at && len(st.frames) == 1
	if starts && x.begin.acquire == nil {
		x.watch(st, args)
	}
	if starts && x.begin.acquire != nil && x.turn(st, instr) {
		return false
	}
	common := instr.Common()
	if b, ok := common.Value.(*ssa.Builtin); ok {
		x.builtin(st, instr, b, args)
		return true
	}
	own := starts && x.ownVariable(st, args)
	callee, bindings := x.function(fn)
	switch {
	case callee == nil:
		x.callUnknown(st, instr, append(args, fn))
	case x.callKnown(st, instr, callee, args):
	case isC(callee):
		x.callC(st, instr, callee, args)
	case neverReturns(callee):
		return false
	case x.enterable(st, callee, append(args, bindings...), starts):
		x.enterCall(st, instr, callee, bindings, args)
	default:
		x.callGo(st, instr, callee, args, bindings)
	}
	if starts && x.begin.acquire != nil {
		x.acquire(st, instr, args)
		if own {
			st.res.given = false
			st.private.Set(x.variable(st), true)
		}
	}
	return true
}

// ownVariable reports whether what is acquired will be in an argument that
// points to a variable of the function, of which nobody else has the address, or
// in that variable. A part of an object goes where the object goes.
func (x *tracker) ownVariable(st *state, args []symbol) bool {
	a := x.begin.acquire
	if a == nil || a.Where == InResult || a.Index >= len(args) {
		return false
	}
	arg := args[a.Index]
	if a.Where == ThroughOut {
		arg = x.place(arg).base
	}
	return st.private.Get(arg)
}

// variable returns the address of the variable that the resource is, or is in.
func (x *tracker) variable(st *state) symbol {
	if x.begin.acquire.Where == ThroughOut {
		return st.res.place.base
	}
	return st.res.id
}

// function returns the function that a symbol is, with the variables that it
// captured.
func (x *evaluator) function(s symbol) (*ssa.Function, []symbol) {
	switch sh := x.shapes[s]; sh.form {
	case code:
		return sh.at.(*ssa.Function), nil
	case closure:
		return sh.at.(*ssa.Function), x.parts[s]
	}
	return nil, nil
}

// enterable reports whether a call is followed into the function: a literal,
// or a small function that gets the resource.
func (x *tracker) enterable(st *state, fn *ssa.Function, args []symbol, starts bool) bool {
	b := x.p.bodyOf(fn)
	if b == nil || len(st.frames) > maxInline || !govalue.IsOf(fn, x.p.ssa) {
		return false
	}
	for _, f := range st.frames {
		if f.body.fn == fn {
			return false
		}
	}
	if fn.Parent() != nil && b.size <= 3*maxInside || starts && x.begin.acquire == nil {
		return b.size <= 3*maxInside
	}
	if b.size > maxInside || starts {
		return false
	}
	for _, a := range args {
		if a != 0 && (x.linked(st, a) != unrelated || a == st.res.outcome || st.res.object != 0 && x.owner(a) == st.res.object) {
			return true
		}
	}
	return false
}

func (x *tracker) enterCall(st *state, instr ssa.CallInstruction, fn *ssa.Function, bindings, args []symbol) {
	f := newFrame(x.p.bodyOf(fn), instr)
	copy(f.values, args[:min(len(args), len(fn.Params))])
	copy(f.values[len(fn.Params):], bindings)
	st.frames = append(st.frames, f)
}

// isC reports whether a function is C's.
func isC(fn *ssa.Function) bool {
	_, ok := cgosource.CFunc(fn)
	return ok
}

// CName returns the name of the C function that a call calls, or "".
func CName(common *ssa.CallCommon) string {
	name, _ := cgosource.CFunc(common.StaticCallee())
	return name
}

// calleeName returns the function that a call calls as the user writes it.
func calleeName(common *ssa.CallCommon) string {
	if name := CName(common); name != "" {
		return "C." + name
	}
	if common.IsInvoke() {
		return common.Method.Name()
	}
	if fn := common.StaticCallee(); fn != nil {
		return fn.Name()
	}
	return ""
}
