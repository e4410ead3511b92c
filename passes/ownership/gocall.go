package ownership

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/gotype"
)

const tokenLSS = token.LSS

// callUnknown calls what is not known.
func (x *exploration) callUnknown(st *state, instr ssa.CallInstruction, args []symbol) {
	x.giveAway(st, instr, Taken, calleeName(instr.Common()), args...)
	st.res.shared = nil
	x.noteAsked(st, instr, args)
	st.changed(func(at place) bool { return st.private.Get(at.base) })
}

// noteAsked notes the results of a call that got the object which the
// resource is a part of: a branch on them asks the object.
func (x *exploration) noteAsked(st *state, instr ssa.CallInstruction, args []symbol) {
	v := instr.Value()
	if v == nil || st.res.object == 0 {
		return
	}
	if slices.ContainsFunc(args, func(a symbol) bool { return a != 0 && x.owner(a) == st.res.object }) {
		n := instr.Common().Signature().Results().Len()
		for i := range n {
			x.asked[x.result(st, instr, i)] = true
		}
	}
}

// callKnown calls functions whose meaning is known by their name.
func (x *exploration) callKnown(st *state, instr ssa.CallInstruction, fn *ssa.Function, args []symbol) bool {
	obj, ok := fn.Object().(*types.Func)
	if !ok || obj.Pkg() == nil {
		return false
	}
	switch name := obj.FullName(); name {
	case "runtime.KeepAlive":
		return true
	case "runtime.SetFinalizer":
		if l := x.linked(st, args[0]); l != unrelated { // the finalizer frees it, but nobody else has it
			x.note(st, &Event{What: Taken, Instr: instr, By: calleeName(instr.Common()), Inside: l != same})
			st.res.given = true
		}
		x.published(st, args[0])
		return true
	case "(*sync.Once).Do":
		done := x.make(shape{form: operation, op: token.FUNC, a: args[0]})
		f, bindings := x.function(args[1])
		if f == nil {
			return false
		}
		if st.truth.Get(done) {
			return true
		}
		st.truth.Set(done, true)
		if x.enterable(st, f, append(bindings, st.res.id), false) {
			x.enterCall(st, instr, f, bindings, nil)
		} else {
			x.callUnknown(st, instr, args)
		}
		return true
	default:
		if borrowers[obj.Pkg().Path()] || quiet[name] {
			for _, a := range args {
				if l := x.linked(st, a); l != unrelated {
					st.res.used = true
				}
			}
			return true
		}
	}
	return false
}

// borrowers are packages whose functions keep nothing of what they get.
var borrowers = cname.Set("fmt errors strings strconv bytes math time unicode unicode/utf8 encoding/binary encoding/hex sort slices")

var quiet = cname.Set(`log.Print log.Printf log.Println (*sync.Mutex).Lock (*sync.Mutex).Unlock (*sync.RWMutex).Lock
	(*sync.RWMutex).Unlock (*sync.RWMutex).RLock (*sync.RWMutex).RUnlock runtime.LockOSThread runtime.UnlockOSThread
	reflect.TypeOf unsafe.Sizeof runtime.GC (*sync.Map).Delete (*sync.Map).Load (*sync.Map).LoadAndDelete`)

// neverReturns reports whether a function ends the program or the goroutine.
func neverReturns(fn *ssa.Function) bool {
	obj, ok := fn.Object().(*types.Func)
	if !ok || obj.Pkg() == nil {
		return false
	}
	switch name := obj.FullName(); name {
	case "os.Exit", "syscall.Exit", "runtime.Goexit", "log.Fatal", "log.Fatalf", "log.Fatalln", "log.Panic", "log.Panicf", "log.Panicln":
		return true
	default:
		return ending[obj.Name()]
	}
}

// ending are names that loggers and tests give functions which end the
// program or the test.
var ending = cname.Set("Fatal Fatalf Fatalln Fatalw Panic Panicf Panicln Panicw Exit FailNow Skip Skipf SkipNow")

// callGo calls a Go function that is not followed: of the package, by what
// exploring it alone says; of another, by its fact.
func (x *exploration) callGo(st *state, instr ssa.CallInstruction, fn *ssa.Function, args, bindings []symbol) {
	var given []symbol
	for i, a := range args {
		if x.linked(st, a) == unrelated {
			x.contentGiven(st, a)
			x.published(st, a)
			continue
		}
		if e := x.knownEffect(st, instr, fn, i, a); e.Does != Unknown {
			x.apply(st, instr, e, i, a)
		} else if !x.callPart(st, instr, fn, i, a) {
			given = append(given, a)
		}
	}
	x.giveAway(st, instr, Taken, calleeName(instr.Common()), append(given, bindings...)...)
	st.res.shared = nil
	x.noteAsked(st, instr, args)
	writes := x.p.writesOf(fn)
	st.changed(func(at place) bool {
		if st.private.Get(at.base) {
			return true
		}
		if writes == nil {
			return false
		}
		v := x.vars[x.addressOf(at)]
		return v != nil && !writes[v]
	})
}

// knownEffect returns what the kind says of a function of another package.
func (x *tracker) knownEffect(st *state, instr ssa.CallInstruction, fn *ssa.Function, i int, arg symbol) Effect {
	if fn.Blocks != nil || x.linked(st, arg) == holding {
		return Effect{}
	}
	return x.effect(instr.Common(), i)
}

// callPart applies what is known of a function to the resource that an
// argument is or holds. It returns false when nothing is known.
func (x *exploration) callPart(st *state, instr ssa.CallInstruction, fn *ssa.Function, i int, arg symbol) bool {
	path, ok := x.pathTo(st, arg)
	if !ok {
		return false
	}
	e := x.p.effectOf(x.kind, fn, i, path)
	if e == nil {
		return false
	}
	name := calleeName(instr.Common())
	switch {
	case e.Frees == Always:
		if !e.Guarded || st.res.status != Freed {
			x.free(st, instr, Effect{Does: Frees, By: name}, false)
		}
		if e.Cleared && path != "" {
			st.memory.Set(x.place(x.shapes[st.res.id].a), x.null())
		}
	case e.Frees == Sometimes || e.Given:
		return false
	case e.Used:
		x.use(st, instr, name, false)
	default:
		st.res.used = st.res.used || e.Touched
	}
	return true
}

// free notes that the resource is freed.
func (x *exploration) free(st *state, instr ssa.CallInstruction, how Effect, inner bool) {
	e := x.note(st, &Event{What: Free, Instr: instr, By: how.By, Inside: inner, Deferred: len(st.frames) == 1 && isDeferred(instr)})
	if inner {
		st.res.given = true // a mistake of another kind
		return
	}
	if st.res.status == Freed {
		return
	}
	if st.res.shared != nil {
		x.note(st, &Event{What: Shared, Instr: st.res.shared, After: e})
	}
	st.res.before, st.res.status = st.res.status, Freed
	st.res.guarded = false
	st.res.freed = &freeing{Event: e, status: x.statusOf(st, instr), whole: st.memory.Get(place{base: st.res.id}), fields: x.fieldsOf(st)}
	if how.Unless && instr.Value() != nil {
		st.res.freed.unless = x.result(st, instr, 0)
		if instr.Common().Signature().Results().Len() > 1 {
			st.res.freed.errno = x.result(st, instr, 1)
		}
	}
}

// fieldsOf returns what the fields of the object that the resource points to
// hold, as far as it was read since something may have changed it.
func (x *tracker) fieldsOf(st *state) map[symbol]*types.Var {
	var fields map[symbol]*types.Var
	for at, s := range st.memory.Entries() {
		if v := x.vars[x.addressOf(at)]; at.base == st.res.id && v != nil && x.shapes[s].form == content {
			if fields == nil {
				fields = make(map[symbol]*types.Var)
			}
			fields[s] = v
		}
	}
	return fields
}

// statusOf returns the number that a C call returned, alone or with errno, or
// 0.
func (x *evaluator) statusOf(st *state, instr ssa.CallInstruction) symbol {
	results := instr.Common().Signature().Results()
	if instr.Value() == nil || !isC(instr.Common().StaticCallee()) || results.Len() == 0 || !gotype.IsInteger(results.At(0).Type()) {
		return 0
	}
	return x.result(st, instr, 0)
}
