package cflow

import (
	"slices"

	"github.com/cgolint/cgolint/internal/cflow/summary"
	"github.com/cgolint/cgolint/internal/cir"
)

// The may-analysis: where a pointer could possibly go. It is flow- and
// field-insensitive within a function, and follows calls by the summaries of
// the callees, callees first, until nothing changes. What it does not find
// cannot happen, as far as C keeps to its rules; what it finds need not
// happen, and is never reported.
//
// Not modelled, and so outside the proof: a pointer taken apart into bytes
// or hidden in an integer narrower than a pointer, longjmp, and signal
// handlers.

// A fate is where a value of a parameter may go: the pointer itself, or what
// is loaded through it.
type fate struct {
	global  bool   // a place that outlives the call
	unknown bool   // where we do not see
	why     string // of unknown
	other   bool   // unknown for another reason than passed
	passed  []summary.PassedTo
	into    uint64 // what these parameters point to
	ret     bool   // the result, or into the same object
	retIn   bool   // an object that is the result
	called  bool   // it is called as a function
}

// anywhere reports whether the value goes anywhere.
func (t *fate) anywhere() bool { return t.global || t.unknown || t.into != 0 || t.ret || t.retIn }

func (t *fate) join(u fate) bool {
	old := *t
	t.global = t.global || u.global
	t.into |= u.into
	t.ret = t.ret || u.ret
	t.retIn = t.retIn || u.retIn
	t.called = t.called || u.called
	if u.unknown && !t.unknown {
		t.unknown, t.why = true, u.why
	}
	t.other = t.other || u.other
	n := len(t.passed)
	for _, a := range u.passed {
		t.pass(a)
	}
	return len(t.passed) != n || t.differs(&old)
}

func (t *fate) differs(u *fate) bool {
	return t.global != u.global || t.unknown != u.unknown || t.other != u.other || t.into != u.into ||
		t.ret != u.ret || t.retIn != u.retIn || t.called != u.called
}

// pass notes that the value is passed, as it is, to a function whose body is
// not here.
func (t *fate) pass(a summary.PassedTo) {
	const most = 4
	switch {
	case slices.Contains(t.passed, a):
	case len(t.passed) == most:
		t.other = true
	default:
		t.passed = append(t.passed, a)
	}
}

// A mayFlow is what a function may do.
type mayFlow struct {
	params  [][2]fate // by parameter: the pointer, and what is loaded through it
	written []bool    // what it points to may be written
	freed   []bool
	frees   []bool // what is reached through it may be freed
	fills   []bool // a pointer that is no parameter's may be stored in what it points to

	returnsGlobal bool // the result may point to what outlives the call
	returnsFresh  bool // to memory that is newly allocated
	returnsKept   bool // to such memory, which may be in what a parameter points to as well

	callsGo   bool // certainly possible: an exported function is called
	callsWhat string
	mayCall   bool // may call back, for all we see
	blocks    bool
}

// solveMay computes the flows of all functions. It gives up, and leaves the
// rest nil, when late says so.
func (p *program) solveMay(late func() bool) {
	for _, scc := range p.components() {
		if late() {
			return
		}
		for _, f := range scc {
			f.may = f.newFlow()
		}
		if !p.solveTogether(scc, late) {
			for _, f := range scc {
				f.may = nil
			}
			return
		}
	}
}

// solveTogether computes the flows of functions that may call each other, each
// again when one has grown that it calls. It reports false when it is late.
func (p *program) solveTogether(scc []*function, late func() bool) bool {
	callers := p.callersIn(scc)
	if callers == nil {
		if late() {
			return false
		}
		guard(scc[0], func() { p.may(scc[0]) })
		return true
	}
	due := make(map[*function]bool)
	for _, f := range scc {
		due[f] = true
	}
	for len(due) > 0 {
		for _, f := range scc {
			if !due[f] {
				continue
			}
			if late() {
				return false
			}
			delete(due, f)
			grown := false
			guard(f, func() { grown = p.may(f) })
			if grown {
				for _, caller := range callers[f] {
					due[caller] = true
				}
			}
		}
	}
	return true
}

// callersIn returns, for each of some functions, those of them that call it; nil
// for one that does not call itself.
func (p *program) callersIn(scc []*function) map[*function][]*function {
	if len(scc) == 1 && !recursive(scc[0]) {
		return nil
	}
	callers := make(map[*function][]*function)
	for _, f := range scc {
		p.eachCallee(f, func(g *function) {
			if g.scc == f.scc && !slices.Contains(callers[g], f) {
				callers[g] = append(callers[g], f)
			}
		})
	}
	return callers
}

// panicked, set by tests, is told of panics that are otherwise taken for not
// knowing.
var panicked func(f *cir.Func, reason any)

// guard runs the analysis of a function. When it fails, which is a mistake of
// ours, the function is unknown, and the others are not.
func guard(f *function, analysis func()) {
	defer func() {
		if reason := recover(); reason != nil {
			f.may, f.ev = nil, nil
			if panicked != nil {
				panicked(f.Func, reason)
			}
		}
	}()
	analysis()
}

// recursive reports whether a function may call itself.
func recursive(f *function) bool {
	for i := range f.callees {
		c := &f.callees[i]
		if c.fn == f || slices.ContainsFunc(c.targets, func(t callee) bool { return t.fn == f }) {
			return true
		}
	}
	return false
}

func (f *function) newFlow() *mayFlow {
	n := f.Params
	return &mayFlow{params: make([][2]fate, n), written: make([]bool, n), freed: make([]bool, n), frees: make([]bool, n), fills: make([]bool, n)}
}

// grow joins a newer flow into m.
func (m *mayFlow) grow(n *mayFlow) bool {
	changed := false
	flag := func(old *bool, new bool) {
		if new && !*old {
			*old, changed = true, true
		}
	}
	for i := range m.params {
		for l := range 2 {
			if m.params[i][l].join(n.params[i][l]) {
				changed = true
			}
		}
		flag(&m.written[i], n.written[i])
		flag(&m.freed[i], n.freed[i])
		flag(&m.frees[i], n.frees[i])
		flag(&m.fills[i], n.fills[i])
	}
	flag(&m.returnsGlobal, n.returnsGlobal)
	flag(&m.returnsFresh, n.returnsFresh)
	flag(&m.returnsKept, n.returnsKept)
	flag(&m.callsGo, n.callsGo)
	flag(&m.mayCall, n.mayCall)
	flag(&m.blocks, n.blocks)
	if m.callsWhat == "" {
		m.callsWhat = n.callsWhat
	}
	return changed
}
