package ownership

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/csummary"
)

// callC calls a C function.
func (x *exploration) callC(st *state, instr ssa.CallInstruction, fn *ssa.Function, args []symbol) {
	name := CName(instr.Common())
	summary := x.p.csummary.Func(name)
	if !copying[name] && name != "free" {
		st.res.keeper = nil // it may have been given up, or was used before it is freed
	}
	call := toC{instr, name, summary}
	for i, a := range args {
		emptied := x.freeHeld(st, call, i, a)
		if !emptied {
			x.passToC(st, call, i, a)
		}
		x.written(st, summary, i, a)
		if emptied {
			st.memory.Set(x.place(a), x.null())
		}
	}
	v := instr.Value()
	if v == nil || fn.Signature.Results().Len() != 1 {
		return
	}
	if x.isLent(st, call) {
		x.set(st, v, x.make(shape{form: belonging, a: args[0], b: x.get(st, v)}))
	}
	if summary == nil {
		return
	}
	for i, a := range args {
		if i < len(summary.Params) && summary.Params[i].Returned == csummary.Yes && x.linked(st, a) != unrelated && st.res.status != Freed {
			x.set(st, v, x.returned(summary, i, a))
		}
	}
	if r := &summary.Result; r.Kind == csummary.Inside && r.Arg < len(args) && gotype.IsAddress(v.Type()) && x.shapes[x.get(st, v)].form == opaque {
		x.set(st, v, x.make(shape{form: belonging, a: args[r.Arg], b: x.get(st, v), path: strings.TrimPrefix(r.Field, "&")}))
	}
}

// enumeratingWords are words in the names of functions that return one of a few
// strings which are there for good, such as the name of a type.
var enumeratingWords = cname.Set("type kind class version strerror error err status state mode format codec static const literal")

// isLent reports whether a C function, of which only the prototype is known,
// returns a text or buffer that is a part of the object which it gets: it declares
// that as const.
func (x *tracker) isLent(st *state, call toC) bool {
	common, v := call.instr.Common(), call.instr.Value()
	if x.kind != CMemory || call.summary != nil && !(call.summary.Contract && call.summary.Result.Kind == summary.OriginUnknown) {
		return false
	}
	if len(common.Args) == 0 || !isObject(common.Args[0].Type()) || !isNumbers(v.Type()) || x.shapes[x.get(st, v)].form != opaque {
		return false
	}
	return x.p.csummary.ReturnsConst(call.name) && !cname.HasWord(call.name, enumeratingWords)
}

// returned returns the result of a C function that returns its parameter i, or
// a pointer into what that points to.
func (x *tracker) returned(summary *csummary.Func, i int, arg symbol) symbol {
	if o := summary.Result; o.Kind == csummary.SameAsArgument && o.Arg == i {
		return arg
	}
	return x.make(shape{form: inside, a: arg})
}

// A toC is a call of a C function.
type toC struct {
	instr   ssa.CallInstruction
	name    string
	summary *csummary.Func // nil when nothing is known of it
}

// passToC passes an argument, which may lead to the resource, to C.
func (x *exploration) passToC(st *state, call toC, i int, arg symbol) {
	instr := call.instr
	if s := x.shapes[x.root(arg)]; s.form == belonging {
		if e := x.effect(instr.Common(), i); e.Does != Borrows && e.Does != Returns && e.Does != Ignores {
			defer x.loosen(st, arg)
		}
	}
	l := x.linked(st, arg)
	if l == unrelated {
		if x.comesFrom(st, arg) && x.givesUp(instr.Common(), call.name, i) {
			st.res.given = true
		}
		return
	}
	if l == holding {
		x.passHolder(st, call, i)
		return
	}
	e := x.effect(instr.Common(), i)
	if e.Does == Unknown && slices.Contains(x.begin.borrowed, argument{"C." + call.name, i}) {
		e = Effect{Does: Borrows, By: "C." + call.name, Assumed: true}
	}
	if e.Does == Unknown && e.By != "" && l == same {
		if o := x.objectEffect(instr.Common(), i); o.Does != Unknown {
			e = o
		}
	}
	x.apply(st, instr, e, i, arg)
	if place := x.keeps(st, call, i); l == same && place != "" {
		st.res.keeper = &keeping{instr, place}
	}
}

// keeps returns where a C function keeps its argument i on each call, in a
// place that outlives the call, or "".
func (x *tracker) keeps(st *state, call toC, i int) string {
	if call.summary == nil || i >= len(call.summary.Params) {
		return ""
	}
	for _, r := range call.summary.Params[i].Retained {
		outlives := r.Sink == csummary.Global || r.Sink == csummary.Library || r.Sink == csummary.Argument && !x.isOwn(st, call.instr, r.Arg)
		if r.Always() && r.Field == "" && outlives {
			return r.Place
		}
	}
	return ""
}

// isOwn reports whether an argument points into memory that a function of the
// path has made, and so may be gone with it.
func (x *tracker) isOwn(st *state, call ssa.CallInstruction, i int) bool {
	if i < 0 || i >= len(call.Common().Args) {
		return false
	}
	switch x.shapes[x.root(x.get(st, call.Common().Args[i]))].at.(type) {
	case *ssa.Alloc, *ssa.MakeSlice:
		return true
	}
	return false
}

// apply does to the resource, which an argument is or points into, what a
// function does.
func (x *exploration) apply(st *state, instr ssa.CallInstruction, e Effect, i int, arg symbol) {
	inner := x.linked(st, arg) == within
	switch e.Does {
	case Frees:
		if inner && x.isOwnText(st, arg) {
			return
		}
		x.free(st, instr, e, inner && !x.start(arg))
		if e.Assumed && st.res.freed != nil && st.res.freed.Instr == instr {
			st.res.freed.Assumed = true
		}
	case Borrows, Returns:
		x.use(st, instr, e.By, inner).Assumed = e.Assumed
		st.res.assumed = st.res.assumed || e.Assumed
		if e.Assumed {
			x.noteBorrower(st, instr)
		}
	case Ignores:
	default:
		x.note(st, &Event{What: Taken, Instr: instr, By: calleeName(instr.Common()), Arg: i, Inside: inner, Assumed: e.Assumed})
		x.taken(st, instr, i, e.Does)
	}
}

// keepsInResult reports whether all that a C function does with its argument i is
// to keep it in the new object that it returns.
func (x *tracker) keepsInResult(common *ssa.CallCommon, i int) bool {
	s := x.p.csummary.Func(CName(common))
	if s == nil || i >= len(s.Params) || len(s.Params[i].Retained) == 0 || s.Params[i].Taken == csummary.Yes {
		return false
	}
	return !slices.ContainsFunc(s.Params[i].Retained, func(r csummary.Retention) bool {
		return r.Sink != summary.Handle || r.Arg >= 0 || r.Field != ""
	})
}

// taken notes that a C function may have taken the resource, or what holds it.
func (x *tracker) taken(st *state, instr ssa.CallInstruction, i int, does Does) {
	st.res.given = true
	inResult := x.keepsInResult(instr.Common(), i)
	st.res.used = st.res.used || inResult
	if x.begin.acquire == nil || does == Takes && !inResult || CName(instr.Common()) == "" {
		st.res.gone = true
		return
	}
	t := taker{argument: argument{calleeName(instr.Common()), i}, inResult: inResult}
	if v := instr.Value(); v != nil && instr.Common().Signature().Results().Len() == 1 {
		t.result, t.isPointer = x.get(st, v), gotype.IsAnyPointer(v.Type())
	}
	st.res.takers = append(st.res.takers, t)
}

// passHolder passes to C what leads to a place that holds the resource.
func (x *exploration) passHolder(st *state, call toC, i int) {
	if call.name == "free" {
		return // it frees the memory alone, not what is in it
	}
	st.res.shown = true
	if st.res.status == Freed {
		return // it may not look at it
	}
	if LooksAt(call.summary, i) {
		x.use(st, call.instr, "C."+call.name, true)
		return
	}
	if slices.Contains(x.begin.borrowed, argument{"C." + call.name, i}) {
		x.use(st, call.instr, "C."+call.name, true).Assumed = true
		st.res.assumed = true
		return
	}
	if x.kind == CMemory && x.onlyReadsStruct(call, i) {
		x.use(st, call.instr, "C."+call.name, true).Assumed = true
		st.res.assumed = true
		return
	}
	x.note(st, &Event{What: Taken, Instr: call.instr, By: "C." + call.name, Inside: true})
	x.taken(st, call.instr, i, Unknown)
}
