package ownership

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/passes/cgosource"
)

// callee returns the symbol of what a call calls.
func (x *exploration) callee(st *state, common *ssa.CallCommon) symbol {
	if common.IsInvoke() {
		if fn := x.p.onlyMethod(common); fn != nil {
			return x.make(shape{form: code, at: fn})
		}
		return 0
	}
	return x.get(st, common.Value)
}

// arguments returns the arguments of a call, the receiver first.
func (x *exploration) arguments(st *state, common *ssa.CallCommon) []symbol {
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
			st.private[st.res.id] = true
		}
	}
	return true
}

// ownVariable reports whether what is acquired will be in an argument that
// points to a variable of the function, of which nobody else has the address.
// A part of an object goes where the object goes.
func (x *exploration) ownVariable(st *state, args []symbol) bool {
	a := x.begin.acquire
	return a != nil && a.Where == InArgument && a.Index < len(args) && st.private[args[a.Index]]
}

// function returns the function that a symbol is, with the variables that it
// captured.
func (x *exploration) function(s symbol) (*ssa.Function, []symbol) {
	switch sh := x.shapes[s]; sh.form {
	case code:
		return sh.at.(*ssa.Function), nil
	case closure:
		return sh.at.(*ssa.Function), x.parts[s]
	}
	return nil, nil
}

// watch begins to follow what a call is about to free.
func (x *exploration) watch(st *state, args []symbol) {
	if x.begin.param >= len(args) {
		return
	}
	id := x.follow(st, args[x.begin.param], x.begin.path, x.begin.at)
	if id == 0 || id == x.null() || st.res.id == id {
		return
	}
	st.res = tracked{id: id, status: Borrowed}
	x.trace.param, x.trace.path, x.trace.known = x.origin(id)
	if x.begin.path != "" {
		st.res.object = x.owner(args[x.begin.param])
	}
}

// acquire begins to follow what a call has acquired.
func (x *exploration) acquire(st *state, instr ssa.CallInstruction, args []symbol) {
	a := x.begin.acquire
	r := tracked{status: Owned, early: st.res.early}
	switch a.Where {
	case InResult:
		r.id = x.result(st, instr, a.Index)
		r.outcome = x.errorResult(st, instr)
	case InArgument:
		if a.Index < len(args) {
			r.id = args[a.Index]
			r.given = true
		}
	case ThroughOut:
		if a.Index >= len(args) {
			return
		}
		r.place = x.place(args[a.Index])
		if x.shapes[r.place.base].form == literal {
			return // nil: nothing is stored
		}
		r.id = x.make(shape{form: opaque, at: instr, a: symbol(st.top().visits[instr.Block().Index]), b: -1})
		st.memory[r.place] = r.id
		r.given = !st.private[r.place.base]
		r.outcome = x.errorResult(st, instr)
		if r.outcome == 0 && instr.Value() != nil && instr.Common().Signature().Results().Len() > 0 {
			r.outcome = x.result(st, instr, 0)
		}
	}
	st.res = r
}

// errorResult returns the symbol of the error that a call returns, or 0.
func (x *exploration) errorResult(st *state, instr ssa.CallInstruction) symbol {
	results := instr.Common().Signature().Results()
	if n := results.Len(); n > 1 && isError(results.At(n-1).Type()) && !isC(instr.Common().StaticCallee()) {
		return x.result(st, instr, n-1)
	}
	return 0
}

func isError(t types.Type) bool { return types.Identical(t, types.Universe.Lookup("error").Type()) }

// result returns a result of a call that has been made.
func (x *exploration) result(st *state, instr ssa.CallInstruction, i int) symbol {
	v := instr.Value()
	if v == nil {
		return x.make(shape{form: opaque, at: instr, a: symbol(st.top().visits[instr.Block().Index]), b: symbol(-2 - i)})
	}
	s := x.get(st, v)
	if instr.Common().Signature().Results().Len() == 1 {
		return s
	}
	parts := x.parts[s]
	if parts == nil {
		for j := range instr.Common().Signature().Results().Len() {
			parts = append(parts, x.fresh(st, v, j+1))
		}
		x.set(st, v, x.list(tuple, v, parts))
	}
	return parts[i]
}

// turn notes what becomes of the resource that was acquired by the same call
// before. It returns true when the path is given up.
func (x *exploration) turn(st *state, instr ssa.CallInstruction) bool {
	if st.res.id == 0 || st.res.status != Owned || st.res.given || x.failed(st) == yes {
		return false
	}
	f := st.top()
	for _, d := range f.deferred {
		for _, s := range append(d.args, d.fn) {
			if x.linked(st, s) != unrelated {
				return true // freed at the end, however many there are
			}
		}
	}
	live := f.body.liveOut(f.block)
	for i, s := range f.values {
		if s != 0 && live.has(i) && f.body.values[i] != instr.Value() && x.linked(st, s) != unrelated {
			return true
		}
	}
	if x.certain(st) {
		x.lose(st, AtNextTurn, instr)
	}
	return false
}

// enterable reports whether a call is followed into the function: a literal,
// or a small function that gets the resource.
func (x *exploration) enterable(st *state, fn *ssa.Function, args []symbol, starts bool) bool {
	b := x.p.bodyOf(fn)
	if b == nil || len(st.frames) > maxInline || !x.p.has(fn) {
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

func (x *exploration) enterCall(st *state, instr ssa.CallInstruction, fn *ssa.Function, bindings, args []symbol) {
	f := newFrame(x.p.bodyOf(fn), instr)
	copy(f.values, args[:min(len(args), len(fn.Params))])
	copy(f.values[len(fn.Params):], bindings)
	st.frames = append(st.frames, f)
}

// leave returns from a function.
func (x *exploration) leave(st *state, f *frame, ret *ssa.Return) bool {
	if len(st.frames) == 1 {
		x.end(st, ret)
		return false
	}
	var results []symbol
	for _, r := range ret.Results {
		results = append(results, x.get(st, r))
	}
	st.frames = st.frames[:len(st.frames)-1]
	v := f.call.Value()
	switch {
	case v == nil:
	case len(results) == 1:
		x.set(st, v, results[0])
	case len(results) > 1:
		x.set(st, v, x.list(tuple, v, results))
	}
	return true
}

// end judges the resource where the function returns.
func (x *exploration) end(st *state, ret *ssa.Return) {
	r := &st.res
	if r.id == 0 {
		return
	}
	for i, v := range ret.Results {
		if l := x.linked(st, x.get(st, v)); l != unrelated {
			x.note(st, &Event{What: Returned, Instr: ret, Inside: l != same, Result: i})
			r.given = true
		}
	}
	if r.status == Freed && x.begin.acquire != nil {
		for at, s := range st.memory {
			if s == r.id && !st.private[at.base] && at.base != r.id && x.lasts(at) {
				x.note(st, &Event{What: Left, Instr: ret, By: x.describePlace(at)})
			}
		}
	}
	if r.status == Owned && !r.given && x.failed(st) != yes && x.certain(st) {
		x.lose(st, AtReturn, ret)
	}
	x.count(st)
}

// lasts reports whether a place is in an object or a global variable, and not
// just a local variable that a function literal shares.
func (x *exploration) lasts(at place) bool {
	_, isLocal := x.shapes[at.base].at.(*ssa.Alloc)
	return at.path != "" || !isLocal
}

// count counts how the path ended.
func (x *exploration) count(st *state) {
	r, e := &st.res, &x.trace.ends
	switch {
	case r.status == Freed && x.cleared(st):
		e.cleared++
		e.freed++
	case r.status == Freed:
		e.freed++
	case r.given:
		e.given++
	default:
		e.untouched++
	}
}

// cleared reports whether the place that the resource was in at the entry
// holds something else.
func (x *exploration) cleared(st *state) bool {
	s := x.shapes[st.res.id]
	if s.form != content {
		return false
	}
	now, ok := st.memory[x.place(s.a)]
	return ok && now != st.res.id
}

// failed says whether the call that acquires the resource failed, as far as
// the branches of the path tell.
func (x *exploration) failed(st *state) answer {
	a, r := x.begin.acquire, &st.res
	if a == nil || r.outcome == 0 {
		return open
	}
	zero := x.decide(st, x.comparison(tokenEQL, r.outcome, x.null()))
	if !a.Known || a.Where == InResult {
		if zero == open {
			if x.decide(st, x.make(shape{form: operation, op: tokenLSS, a: r.outcome, b: x.null()})) == yes ||
				x.decide(st, x.make(shape{form: operation, op: tokenLSS, a: x.null(), b: r.outcome})) == yes {
				return yes
			}
		}
		return zero.not()
	}
	return x.holds(st, a, r.outcome).not()
}

// holds says whether the condition of an acquisition holds.
func (x *exploration) holds(st *state, a *Acquisition, result symbol) answer {
	c := a.Cond
	if c.Always() {
		return yes
	}
	op, ok := operators[c.Op]
	if !ok {
		return open
	}
	value := x.make(shape{form: literal, path: itoa(symbol(c.Value))})
	if t := x.decide(st, x.comparison(op, result, value)); t != open {
		return t
	}
	if zero := x.decide(st, x.comparison(tokenEQL, result, x.null())); zero == yes {
		return answerOf(c.Holds(0))
	}
	return open
}

// certain reports whether the path has the resource for sure: it can't fail,
// it was used, or no branch may have asked whether it is there.
func (x *exploration) certain(st *state) bool {
	a, r := x.begin.acquire, &st.res
	if a.Certain {
		return true
	}
	return r.used || r.branches == 0 || x.failed(st) == no && r.outcome != 0
}

// isC reports whether a function is C's.
func isC(fn *ssa.Function) bool {
	if fn == nil || fn.Blocks != nil || fn.Object() == nil {
		return false
	}
	_, kind, ok := cgosource.CName(fn.Object())
	return ok && kind == cgosource.Func
}

// CName returns the name of the C function that a call calls, or "".
func CName(common *ssa.CallCommon) string {
	fn := common.StaticCallee()
	if !isC(fn) {
		return ""
	}
	name, _, _ := cgosource.CName(fn.Object())
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
