package ownership

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
)

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
	r := tracked{status: Owned, early: st.res.early, assumed: a.Assumed}
	switch a.Where {
	case InResult:
		r.outcome = x.errorResult(st, instr)
		if a.Path == "" {
			r.id = x.result(st, instr, a.Index)
		} else {
			r.id, r.holder = x.held(st, instr, a)
		}
	case InArgument:
		if a.Index < len(args) {
			r.id = args[a.Index]
			r.given = x.kind != References
			if x.kind == Structs {
				r.outcome = x.numberResult(st, instr)
			}
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
		st.memory.Set(r.place, r.id)
		r.given = !st.private.Get(r.place.base)
		r.outcome = x.errorResult(st, instr)
		if r.outcome == 0 {
			r.outcome = x.numberResult(st, instr)
		}
	}
	st.res = r
}

// held returns the resource that is in a result, and the result: a struct, or
// a pointer to a new object that nobody else has.
func (x *evaluator) held(st *state, instr ssa.CallInstruction, a *Acquisition) (id, holder symbol) {
	s := x.result(st, instr, a.Index)
	id = x.make(shape{form: opaque, at: instr, a: symbol(st.top().visits[instr.Block().Index]), b: -1})
	if path, isPointer := strings.CutPrefix(a.Path, "*"); isPointer {
		st.memory.Set(place{s, path}, id)
		st.private.Set(s, true)
		x.filled[s] = true
		return id, s
	}
	holder = x.make(shape{form: structure, a: s, path: a.Path})
	x.fields[holder] = map[string]symbol{a.Path: id}
	v := instr.Value()
	if parts := x.parts[x.get(st, v)]; parts != nil {
		parts = slices.Clone(parts)
		parts[a.Index] = holder
		x.set(st, v, x.list(tuple, v, parts))
	} else {
		x.set(st, v, holder)
	}
	return id, holder
}

// errorResult returns the symbol of the error that a call returns, or 0.
func (x *evaluator) errorResult(st *state, instr ssa.CallInstruction) symbol {
	results := instr.Common().Signature().Results()
	if n := results.Len(); n > 1 && gotype.IsError(results.At(n-1).Type()) && !isC(instr.Common().StaticCallee()) {
		return x.result(st, instr, n-1)
	}
	return 0
}

// numberResult returns the symbol of the first result of a call, which may say
// whether it failed, or 0.
func (x *evaluator) numberResult(st *state, instr ssa.CallInstruction) symbol {
	if instr.Value() == nil || instr.Common().Signature().Results().Len() == 0 {
		return 0
	}
	return x.result(st, instr, 0)
}

// result returns a result of a call that has been made.
func (x *evaluator) result(st *state, instr ssa.CallInstruction, i int) symbol {
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
				x.trace.Piled = d.instr
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

// failed says whether the call that acquires the resource failed, as far as
// the branches of the path tell.
func (x *tracker) failed(st *state) answer {
	a, r := x.begin.acquire, &st.res
	if a == nil || r.outcome == 0 {
		return open
	}
	if a.Assumed && (a.Where == ThroughOut || x.kind == Structs) {
		return open // what the number says isn't known: see dropFailed
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
func (x *tracker) holds(st *state, a *Acquisition, result symbol) answer {
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
func (x *tracker) certain(st *state) bool {
	a, r := x.begin.acquire, &st.res
	if a.Certain {
		return true
	}
	return r.used || r.branches == 0 || x.failed(st) == no && r.outcome != 0 || x.decide(st, x.comparison(tokenEQL, r.id, x.null())) == no
}
