package exportrace

import (
	"go/types"
	"slices"

	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/exportcall"
)

// callsUnder reports whether C may call an export while Go holds a lock over a
// call of C: then the export has no need to take it.
func (p *Package) callsUnder(lock *types.Var, export *exportcall.Func) bool {
	for _, f := range p.calls.Funcs() {
		for _, c := range f.Calls {
			if p.holds(c, lock) && p.mayCall(c, export, maxDepth) {
				return true
			}
		}
	}
	return false
}

// maxDepth is how far calls are followed to C.
const maxDepth = 4

func (p *Package) mayCall(c exportcall.Call, export *exportcall.Func, depth int) bool {
	return p.anyC(c, depth, func(call *cgosource.Call) bool {
		v := p.calls.CallsGo(call, export)
		return v == csummary.Yes || v == csummary.Unknown && runsCallbacks(call.Name)
	})
}

// anyC reports whether a call is, or leads to, a C call that f reports.
func (p *Package) anyC(c exportcall.Call, depth int, f func(*cgosource.Call) bool) bool {
	switch {
	case c.C != nil:
		return f(c.C)
	case depth > 0:
		return slices.ContainsFunc(c.Callee.Calls, func(inner exportcall.Call) bool { return p.anyC(inner, depth-1, f) })
	}
	return false
}

// MayDeadlock reports whether taking the lock of a race where it is missing may
// deadlock. sure tells that Go code that holds the lock leads there; perhaps,
// that C code called while the lock is held might.
func (p *Package) MayDeadlock(r *Race) (sure, perhaps bool) {
	for _, f := range p.calls.Funcs() {
		for _, c := range f.Calls {
			if !p.holds(c, r.Lock) {
				continue
			}
			sure = sure || slices.ContainsFunc(r.Stray, func(a *Access) bool { return leadsTo(c.Callee, a.Func, maxDepth) })
			perhaps = perhaps || p.anyC(c, maxDepth, func(call *cgosource.Call) bool {
				sum := p.sums.Func(call.Name)
				return call.Crosses() && (sum == nil || sum.CallsGo != csummary.No)
			})
		}
	}
	return sure, perhaps
}

// leadsTo reports whether a function is or calls another one.
func leadsTo(f, to *exportcall.Func, depth int) bool {
	if f == nil || f == to {
		return f != nil
	}
	return depth > 0 && slices.ContainsFunc(f.Calls, func(c exportcall.Call) bool { return leadsTo(c.Callee, to, depth-1) })
}
