package exportrace

import (
	"go/types"
	"slices"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/passes/exportcall"
	"github.com/cgolint/cgolint/passes/guard"
)

// unlockedRead returns the race on a variable whose writers hold a lock, while
// an export reads it without one; or nil.
func (p *Package) unlockedRead(v, lock *types.Var, accesses []*Access) *Race {
	r := &Race{Var: v, Lock: lock}
	reached := p.reachedWithout(lock)
	for _, a := range accesses {
		if a.Under(lock) {
			if a.Kind.writes(v) && !p.isPublished(a) {
				r.Writes = append(r.Writes, a)
			}
			continue
		}
		if a.Func == nil || len(a.Regions) > 0 || !exportcall.RunsIn(a.Cursor) {
			r.Others = append(r.Others, a)
			continue
		}
		r.Stray = append(r.Stray, a)
		if in, ok := reached[a.Func]; ok && a.Kind.reads(v) && !p.isSilent(a) && !p.isDecided(a, lock, accesses) {
			a.Export = in
			if r.Bare == nil {
				r.Bare = a
			}
		}
	}
	if r.Bare == nil || len(r.Writes) == 0 || p.callsUnder(lock, r.Bare.Export) || p.isScoped(r) || !isCollection(v) && !r.isGuarded(reached) {
		return nil
	}
	return r
}

func isCollection(v *types.Var) bool {
	switch v.Type().Underlying().(type) {
	case *types.Map, *types.Slice:
		return true
	}
	return false
}

// isGuarded reports whether all that C does not run uses the variable under
// the lock: else the lock may be there for something else.
func (r *Race) isGuarded(reached map[*exportcall.Func]*exportcall.Func) bool {
	return len(r.Others) == 0 && !slices.ContainsFunc(r.Stray, func(a *Access) bool { return reached[a.Func] == nil })
}

// unlockedWrite returns the race on a map that exports read under a lock, while
// something that the package offers writes it without; or nil.
func (p *Package) unlockedWrite(v, lock *types.Var, accesses []*Access) *Race {
	if _, isMap := v.Type().Underlying().(*types.Map); !isMap {
		return nil
	}
	r := &Race{Var: v, Lock: lock}
	reached := p.reachedWithout(nil) // by calls without a lock: the reader takes it itself
	var reader *exportcall.Func
	for _, a := range accesses {
		switch in := reached[a.Func]; {
		case a.Under(lock):
			if a.Kind.writes(v) {
				r.Writes = append(r.Writes, a)
			}
			if in != nil && a.Kind.reads(v) {
				reader = in
			}
		case a.Func == nil || len(a.Regions) > 0 || !exportcall.RunsIn(a.Cursor):
			r.Others = append(r.Others, a)
		default:
			r.Stray = append(r.Stray, a)
			if r.Bare == nil && a.Kind.writes(v) && !p.isSilent(a) && p.isOffered(a.Func, lock, maxDepth) {
				r.Bare = a
			}
		}
	}
	if r.Bare == nil || reader == nil {
		return nil
	}
	r.Bare.Export = reader
	return r
}

// isSilent reports whether a finding in the file of an access would help
// nobody.
func (p *Package) isSilent(a *Access) bool { return p.src.IsGenerated(a.Expr.Pos()) }

// reachedWithout returns the functions that run when C calls an export, by way
// of calls that do not hold a lock, with one of the exports.
func (p *Package) reachedWithout(lock *types.Var) map[*exportcall.Func]*exportcall.Func {
	if reached, ok := p.reached[lock]; ok {
		return reached
	}
	reached := make(map[*exportcall.Func]*exportcall.Func)
	p.reached[lock] = reached
	for _, r := range p.calls.Reached(func(c exportcall.Call) bool { return p.holds(c, lock) }) {
		reached[r.Func] = r.Export
	}
	return reached
}

// holds reports whether a call is made while a lock is held; any, when lock is
// nil.
func (p *Package) holds(c exportcall.Call, lock *types.Var) bool {
	return slices.ContainsFunc(p.guard.Covering(c.Cursor), func(r *guard.Region) bool {
		return lock == nil || r.Lock.Var() == lock
	})
}

// isPublished reports whether a write is followed by a call of C in the same
// function, which may be what lets C come back: what is not a collection is
// then set before it is read.
func (p *Package) isPublished(a *Access) bool {
	return !isCollection(a.Var) && slices.ContainsFunc(a.Func.Calls, func(c exportcall.Call) bool { return c.Node().Pos() > a.Expr.Pos() })
}

// callbackWords are words in the names of C functions that may run callbacks,
// beside those that exportcall goes by: a lock that is held during the call says
// more than the name does.
var callbackWords = cname.Set("step exec wait flush sync")

// runsCallbacks reports whether the name of a C function says that it is likely to
// run callbacks.
func runsCallbacks(name string) bool {
	return exportcall.IsDispatch(name) || cname.HasWord(name, callbackWords)
}
