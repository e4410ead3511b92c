package ownership

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/govalue"
)

func (x *exploration) deferCall(st *state, f *frame, instr *ssa.Defer) {
	d := deferred{instr, x.callee(st, &instr.Call), x.arguments(st, &instr.Call)}
	f.deferred = append(f.deferred, d)
	for i, a := range d.args {
		if x.linked(st, a) == same && x.effect(&instr.Call, i).Does == Frees {
			x.note(st, &Event{What: Defer, Instr: instr, By: calleeName(&instr.Call)})
		}
		if x.linked(st, a) == unrelated && x.effect(&instr.Call, i).Does == Frees {
			if load, ok := govalue.Unconverted(instr.Call.Args[i]).(*ssa.UnOp); ok && load.Op == token.MUL {
				st.res.early = append(st.res.early, earlyFree{instr, x.place(x.get(st, load.X))})
			}
		}
	}
}

// runDefers makes the last deferred call that has not run, and comes back
// until there is none.
func (x *exploration) runDefers(st *state, f *frame) bool {
	if len(f.deferred) == 0 {
		return true
	}
	d := f.deferred[len(f.deferred)-1]
	f.deferred = f.deferred[:len(f.deferred)-1]
	f.next--
	return x.call(st, d.instr, d.fn, d.args)
}

func (x *exploration) goCall(st *state, instr *ssa.Go) {
	values := append(x.arguments(st, &instr.Call), x.callee(st, &instr.Call))
	if slices.ContainsFunc(values, func(s symbol) bool { return x.linked(st, s) != unrelated }) {
		st.res.shared = instr
	}
	x.giveAway(st, instr, Taken, "a goroutine", values...)
	st.changed(func(at place) bool { return st.private.Get(at.base) })
}
