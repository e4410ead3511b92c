package cflow

import (
	"slices"

	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cir"
	"github.com/cgolint/cgolint/internal/contract"
)

// callValue applies a call to a state.
func (w *walk) callValue(s *pathState, at int32, in *cir.Instr) {
	c, args := w.calleeAt(at), w.args(at)
	if w.locks {
		w.lock(s, c, args)
		w.noteLocks(s, c)
	}
	result := w.callResult(s, at, c, args)
	for i, arg := range args {
		w.passed(s, at, i, w.value(s, arg), c)
	}
	if in.Dst >= 0 {
		s.values[w.of[in.Dst]] = result
	}
}

// callResult returns what is known of the result of a call.
func (w *walk) callResult(s *pathState, at int32, c *callee, args []cir.Value) pathValue {
	result := pathValue{kind: aResult, n: at, signs: anySign}
	o := c.resultOrigin()
	switch o.Kind {
	case summary.Fresh:
		return w.newObject(s, newObject{at: at, param: -1, freedBy: o.FreedBy,
			step: summary.Step{Pos: w.pos(c.pos), What: "made by " + c.name}})
	case summary.Static:
		return pathValue{kind: aStatic, signs: anySign, field: w.field(c.name + "()")}
	case summary.Inside, summary.SameAsArgument:
		if o.Arg >= len(args) {
			return result
		}
		switch v := w.value(s, args[o.Arg]); {
		case o.Kind == summary.SameAsArgument:
			return v
		case v.kind == aParam:
			return pathValue{kind: anInside, n: v.n, signs: anySign, field: w.field(o.Field)}
		case v.kind == anInside || v.kind == aStatic:
			v.signs, v.field = anySign, 0
			return v
		}
	}
	return result
}

// resultOrigin returns where the result of a called function comes from.
func (c *callee) resultOrigin() summary.Origin {
	switch {
	case c.fn != nil && c.fn.ev != nil && c.fn.ev.outcome != nil:
		return c.fn.ev.outcome.result
	case c.fn == nil && c.contract != nil:
		return resultOf(c.contract)
	}
	return summary.Origin{}
}

// outOrigin returns what a called function stores where argument i points, and
// whether it stores there nothing else.
func (c *callee) outOrigin(i int) (o summary.Origin, stores bool) {
	switch {
	case c.fn != nil && c.fn.ev != nil && c.fn.may != nil:
		if i < len(c.fn.may.written) && !c.fn.may.written[i] && !c.fn.may.params[i][0].unknown {
			return summary.Origin{}, false
		}
		if c.fn.ev.outcome != nil && i < len(c.fn.ev.outcome.outs) {
			return c.fn.ev.outcome.outs[i], true
		}
	case c.fn == nil && c.contract != nil:
		p := c.contract.Param(i)
		if p != nil && p.Out != nil {
			return fromContractOrigin(p.Out), true
		}
		if p != nil && p.Complete() && p.What&contract.Written == 0 {
			return summary.Origin{}, false
		}
	}
	return summary.Origin{}, true
}

// passed takes in what a call does with an argument.
func (w *walk) passed(s *pathState, at int32, i int, v pathValue, c *callee) {
	switch v.kind {
	case anAddress:
		if o, stores := c.outOrigin(i); stores {
			s.values[w.of[v.n]] = w.handedOut(s, at, i, o, c)
		}
	case aParam:
		if w.Types[v.n].Pointer {
			if o, stores := c.outOrigin(i); stores {
				s.outs[v.n] = w.handedOut(s, at, i, o, c)
			}
		}
		w.passedParam(s, c, i, v.n)
	case aPart:
		if c.mayKeep(i) {
			w.keep(s, v)
		}
	case anObject:
		switch {
		case s.objects[v.n] != owned:
		case c.frees(i):
			s.objects[v.n] = freedObject
		case c.mayKeep(i), c.returns(i) && w.Code[at].Dst >= 0 && w.last[w.Code[at].Dst] > at:
			s.objects[v.n] = keptObject
		}
	}
}

// handedOut returns what a call stored where an argument points.
func (w *walk) handedOut(s *pathState, at int32, i int, o summary.Origin, c *callee) pathValue {
	switch o.Kind {
	case summary.Fresh:
		return w.newObject(s, newObject{at: at, param: i, freedBy: o.FreedBy, cond: o.Cond,
			step: summary.Step{Pos: w.pos(c.pos), What: "made by " + c.name}})
	case summary.Static:
		return pathValue{kind: aStatic, signs: anySign}
	}
	return pathValue{signs: anySign}
}

// mayKeep reports whether a called function may keep argument i, or free it.
func (c *callee) mayKeep(i int) bool {
	switch {
	case c.fn != nil && c.fn.may != nil:
		if i >= len(c.fn.may.params) {
			return true
		}
		t := &c.fn.may.params[i][0]
		return t.global || t.unknown || t.into != 0 || t.retIn || c.fn.may.freed[i]
	case c.fn == nil && c.contract != nil:
		p := c.contract.Param(i)
		return p == nil || !p.Complete() || p.What&(contract.Retained|contract.Taken) != 0
	}
	return true
}

// returns reports whether a called function may return argument i, or a pointer
// into it.
func (c *callee) returns(i int) bool {
	switch {
	case c.fn != nil && c.fn.may != nil:
		if o := c.resultOrigin(); o.Kind == summary.SameAsArgument {
			return false // which is followed
		}
		return i < len(c.fn.may.params) && c.fn.may.params[i][0].ret
	case c.fn == nil && c.contract != nil:
		p := c.contract.Param(i)
		return p != nil && p.What&contract.Returned != 0
	}
	return false
}

// locks and unlocks are functions that take and release the lock that their
// first argument is.
var (
	locks = []string{
		"pthread_mutex_lock", "pthread_rwlock_rdlock", "pthread_rwlock_wrlock", "pthread_spin_lock", "mtx_lock",
		"g_mutex_lock", "g_rec_mutex_lock", "SDL_LockMutex", "uv_mutex_lock", "EnterCriticalSection", "AcquireSRWLockExclusive",
	}
	unlocks = []string{
		"pthread_mutex_unlock", "pthread_rwlock_unlock", "pthread_spin_unlock", "mtx_unlock",
		"g_mutex_unlock", "g_rec_mutex_unlock", "SDL_UnlockMutex", "uv_mutex_unlock", "LeaveCriticalSection", "ReleaseSRWLockExclusive",
	}
)

func takesLock(name string) bool { return slices.Contains(locks, name) }

func releasesLock(name string) bool { return slices.Contains(unlocks, name) }

// lock keeps track of the locks that are held.
func (w *walk) lock(s *pathState, c *callee, args []cir.Value) {
	if c.fn != nil || len(args) == 0 {
		return
	}
	takes := takesLock(c.name)
	if !takes && !releasesLock(c.name) {
		return
	}
	o := w.p.origin(w.function, args[0], c.at, 0)
	name := "?"
	if o.kind != nowhere {
		name = string(o.at(""))
		if o.kind == fromParam || o.kind == fromDeep {
			name = o.at("").WithName(w.paramName(o.n))
		}
	}
	s.held = slices.DeleteFunc(s.held, func(l string) bool { return l == name || name == "?" })
	if takes && len(s.held) < 8 {
		s.held = append(s.held, name)
	}
}

// noteLocks notes which lock is held at a call, on every way.
func (w *walk) noteLocks(s *pathState, c *callee) {
	now := ""
	if len(s.held) > 0 {
		now = s.held[len(s.held)-1]
	}
	if w.locked == nil {
		w.locked = make(map[int32]string)
	}
	old, seen := w.locked[c.at]
	if !seen || old != "" && !slices.Contains(s.held, old) {
		w.locked[c.at] = now
		if seen {
			w.locked[c.at] = ""
		}
	}
}
