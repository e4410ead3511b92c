package ownership

import (
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/govalue"
)

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
	for i, v := range ret.Results {
		s := x.get(st, v)
		l := x.linked(st, s)
		if l == unrelated {
			x.contentGiven(st, s)
			x.noteOther(st, i, v, s)
			continue
		}
		if !x.remains(st, l, Returned) && !(l == holding && r.status == Freed && x.returnsError(st, ret)) {
			x.note(st, &Event{What: Returned, Instr: ret, Inside: l != same, Result: i, Path: x.wayIn(st, s)})
		}
		r.given = true
	}
	if r.id == 0 {
		return
	}
	x.noteKept(st, ret)
	if r.status == Freed && x.begin.acquire != nil && !r.shown {
		for at, s := range st.memory.Entries() {
			if s == r.id && !st.private.Get(at.base) && at.base != r.id && x.lasts(at) && !x.isTemporary(at.base) && !x.isKnownOnlyThere(at.base, ret) {
				x.note(st, &Event{What: Left, Instr: ret, By: x.describePlace(at)})
			}
		}
	}
	if r.status == Freed && x.begin.acquire != nil && r.keeper != nil {
		x.note(st, &Event{What: Kept, Instr: r.keeper.call, By: r.keeper.place})
	}
	if x.refused(st, ret) {
		r.given, r.assumed = false, true
	}
	if x.madeNone(st) {
		r.given = false
	}
	if r.status == Owned && !r.given && x.failed(st) != yes && x.certain(st) {
		x.lose(st, AtReturn, ret)
	}
	if r.given && r.status == Owned {
		x.trace.handedOn[ret] = true
	}
	if r.status == Freed {
		x.noteFreed(st)
	}
	x.count(st)
}

// isKnownOnlyThere reports whether an object of the function, which does not return it
// there, is known to the resource only: nobody has it when that is freed.
func (x *tracker) isKnownOnlyThere(object symbol, ret *ssa.Return) bool {
	local, ok := x.shapes[object].at.(*ssa.Alloc)
	if !ok || slices.Contains(ret.Results, ssa.Value(local)) {
		return false
	}
	for _, instr := range govalue.Referrers(local) {
		switch instr := instr.(type) {
		case *ssa.FieldAddr, *ssa.DebugRef, *ssa.Return:
		case *ssa.Convert:
			if !storedOnlyIn(instr, x.begin.at.Value()) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// storedOnlyIn reports whether all that is done with a value is to store it in
// fields of what another points to.
func storedOnlyIn(v, in ssa.Value) bool {
	return !slices.ContainsFunc(govalue.Referrers(v), func(instr ssa.Instruction) bool {
		store, ok := instr.(*ssa.Store)
		if !ok {
			_, debug := instr.(*ssa.DebugRef)
			return !debug
		}
		addr, ok := store.Addr.(*ssa.FieldAddr)
		return !ok || store.Val != v || addr.X != in
	})
}

// refused reports whether a path ends with an error because the C function that
// got a handle, and which nobody else got, failed: then C doesn't keep it. An
// exported function that deletes handles may have done so.
func (x *tracker) refused(st *state, ret *ssa.Return) bool {
	r := &st.res
	if x.kind != Handles || r.status != Owned || !r.given || r.gone || len(r.takers) != 1 || !x.returnsError(st, ret) || x.p.exportsDelete() {
		return false
	}
	result := r.takers[0].result
	if result == 0 {
		return false
	}
	zero := x.decide(st, x.comparison(tokenEQL, result, x.null()))
	if r.takers[0].isPointer {
		return zero == yes
	}
	return zero == no || x.decide(st, x.comparison(tokenLSS, result, x.null())) == yes
}

// madeNone reports whether the only C function that keeps the resource would keep it
// in a new object, and made none.
func (x *tracker) madeNone(st *state) bool {
	r := &st.res
	if r.status != Owned || !r.given || r.gone || len(r.takers) != 1 || !r.takers[0].inResult {
		return false
	}
	return x.decide(st, x.comparison(tokenEQL, r.takers[0].result, x.null())) == yes
}

// noteKept notes the C functions that might have taken the resource but did
// not: the path frees or returns it afterwards, and nothing failed on it.
func (x *exploration) noteKept(st *state, ret *ssa.Return) {
	own := st.res.status == Freed
	for _, v := range ret.Results {
		own = own || x.linked(st, x.get(st, v)) == same
	}
	if !own {
		x.noteBeside(st, ret)
		return
	}
	fails := len(ret.Results) > 0 && gotype.IsError(ret.Results[len(ret.Results)-1].Type())
	if x.returnsError(st, ret) {
		return
	}
	for _, t := range st.res.takers {
		if t.inResult {
			continue
		}
		if fails || t.result == 0 || x.decide(st, x.comparison(tokenEQL, t.result, x.null())) != no {
			x.trace.kept = append(x.trace.kept, t.argument)
		}
	}
}

// returnsError reports whether a path returns an error: whoever gets it looks at
// no other result.
func (x *evaluator) returnsError(st *state, ret *ssa.Return) bool {
	if len(ret.Results) == 0 {
		return false
	}
	last := ret.Results[len(ret.Results)-1]
	return gotype.IsError(last.Type()) && x.get(st, last) != x.null()
}

// noteOther notes that a path returns something else than the resource.
func (x *exploration) noteOther(st *state, i int, v ssa.Value, s symbol) {
	zero := s == x.zero(v.Type()) || x.decide(st, x.comparison(tokenEQL, s, x.null())) == yes
	if sh := x.shapes[s]; sh.form == structure && sh.op == token.VAR && len(x.fields[s]) == 0 {
		zero = true
	}
	if !zero {
		x.trace.others |= 1 << min(i, 63)
	}
}

// wayIn returns the way from a result to the resource, when nobody else has
// the result: "?" when that is not known.
func (x *tracker) wayIn(st *state, s symbol) string {
	path, ok := x.pathTo(st, s)
	if !ok || strings.Count(path, "*") > 1 || path == "*" || path != "" && path[0] == '*' && !st.private.Get(s) {
		return "?"
	}
	return path
}

// lasts reports whether a place is in an object or a global variable, and not
// just a local variable that a function literal shares.
func (x *evaluator) lasts(at place) bool {
	_, isLocal := x.shapes[at.base].at.(*ssa.Alloc)
	return at.path != "" || !isLocal
}

// isTemporary reports whether memory is that of the arguments of append, or what
// C.malloc allocated, which may be freed as well.
func (x *evaluator) isTemporary(base symbol) bool {
	switch v := x.shapes[base].at.(type) {
	case *ssa.Alloc:
		return v.Comment == "varargs"
	case *ssa.Call:
		return neverNil(v)
	}
	return false
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
func (x *evaluator) cleared(st *state) bool {
	s := x.shapes[st.res.id]
	if s.form != content {
		return false
	}
	now, ok := st.memory.Lookup(x.place(s.a))
	return ok && now != st.res.id
}
