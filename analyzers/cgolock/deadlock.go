package cgolock

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/exportcall"
	"github.com/cgolint/cgolint/passes/guard"
)

// reportDeadlocks reports C calls that come back to Go code which wants the
// lock that is held over the call.
func (c *checker) reportDeadlocks() {
	for _, x := range c.crossings() {
		if c.said[spanOf(x.region)] {
			continue
		}
		for _, export := range c.calls.Exports() {
			d := deadlock{crossing: x, export: export, joins: c.joins(x.c, export)}
			if !d.joins && c.calls.CallsGo(x.c, export) != csummary.Yes {
				if d.likely = c.calls.IsLikely(x.c, export); !d.likely {
					continue
				}
			}
			if d.again, d.taker = c.takenAgain(x, export); d.again != nil && !(d.reads() && (d.joins || d.likely)) {
				c.said[spanOf(x.region)] = true
				c.reportDeadlock(d)
				break
			}
		}
	}
}

// A deadlock is a call of C that leads to an export which wants the lock that
// is held.
type deadlock struct {
	crossing
	export *exportcall.Func
	again  *guard.Region    // where the lock is taken again
	taker  *exportcall.Func // in which function: the export, or one that it calls
	joins  bool             // C waits for a thread of its own, which calls the export
	likely bool             // C's code is not in view: it is likely that it calls the export
}

// reads reports whether both take the lock for reading.
func (d *deadlock) reads() bool { return d.region.Read && d.again.Read }

// joiners are functions that wait for a thread to end.
var joiners = []string{"pthread_join", "pthread_timedjoin_np", "thrd_join", "g_thread_join", "uv_thread_join", "SDL_WaitThread"}

// joins reports whether a C function waits for a thread to end, and C calls an
// export on threads of its own.
func (c *checker) joins(call *cgosource.Call, export *exportcall.Func) bool {
	f := c.sums.Func(call.Name)
	return f != nil && c.sums.Export(export.Export.Name).OwnThread == csummary.Yes &&
		slices.ContainsFunc(f.Blocks, func(b csummary.Blocking) bool { return slices.Contains(joiners, b.In(call.Name)) })
}

// takenAgain returns where an export takes the lock of a crossing, and in
// which function; or nil.
func (c *checker) takenAgain(x crossing, export *exportcall.Func) (*guard.Region, *exportcall.Func) {
	lock := x.region.Lock.Var()
	if lock.IsField() && !c.isSameObject(x) {
		return nil, nil
	}
	released := func(call exportcall.Call) bool { return c.releases(funcOf(c, call), lock, call.Node().Pos()) }
	for _, reach := range c.calls.ReachedFrom([]*exportcall.Func{export}, released) {
		for _, r := range c.guard.RegionsOf(lock) {
			if r.Func != ast.Node(reach.Decl) || r.Try || r.Inherited || c.releases(reach.Func, lock, r.Start()) {
				continue
			}
			return r, reach.Func
		}
	}
	return nil, nil
}

// funcOf returns the declared function that a call is in.
func funcOf(c *checker, call exportcall.Call) *exportcall.Func {
	for f := range call.Enclosing((*ast.FuncDecl)(nil)) {
		obj, _ := c.info.Defs[f.Node().(*ast.FuncDecl).Name].(*types.Func)
		return c.calls.Func(obj)
	}
	return nil
}

// releases reports whether a function unlocks before pos what it has not
// locked: it gives its caller's lock back.
func (c *checker) releases(f *exportcall.Func, lock *types.Var, pos token.Pos) (released bool) {
	if f == nil {
		return true
	}
	first := pos
	for _, r := range c.guard.RegionsOf(lock) {
		if r.Func == ast.Node(f.Decl) && !r.Inherited && r.Locking != nil {
			first = min(first, r.Locking.Pos())
		}
	}
	ast.Inspect(f.Decl.Body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && call.Pos() < first {
			path, op, ok := c.guard.LockMethod(call.Fun)
			released = released || ok && path.Var() == lock && (op == guard.Unlock || op == guard.RUnlock)
		}
		return !released
	})
	return released
}

// isSameObject reports whether C gets something of the object whose lock is
// held, so that what it calls back is about that object; or there is one such
// object.
func (c *checker) isSameObject(x crossing) bool {
	root := x.root
	if root == nil {
		return x.region.Inherited // in a method: of the receiver, for all that is known
	}
	if !c.guard.IsLocal(root) {
		return true
	}
	call := x.at.Node().(*ast.CallExpr)
	mentions := func(e ast.Expr) bool { return c.src.Mentions(e, root) }
	return slices.ContainsFunc(call.Args, mentions) || call != x.c.CallExpr && mentions(call.Fun) || c.passesOwn(call, root)
}

// passesOwn reports whether an argument is a local variable that was set from
// the object: id := t.id.
func (c *checker) passesOwn(call *ast.CallExpr, root *types.Var) bool {
	return slices.ContainsFunc(call.Args, func(e ast.Expr) bool {
		id, ok := c.src.Unconverted(e).(*ast.Ident)
		if !ok {
			return false
		}
		v, ok := c.info.Uses[id].(*types.Var)
		return ok && slices.ContainsFunc(c.guard.Uses(v), func(u *guard.Use) bool {
			stmt, ok := u.Cursor.Parent().Node().(*ast.AssignStmt)
			return ok && len(stmt.Rhs) == 1 && c.guard.Path(c.src.Unconverted(stmt.Rhs[0])).Root == root
		})
	})
}

func (c *checker) reportDeadlock(dead deadlock) {
	again, call := dead.again, dead.at.Node()
	takes := dead.export.Export.Name
	if dead.taker != dead.export {
		takes += ", which calls " + dead.taker.Obj.Name()
	}
	lock, holder := guard.LockName(dead.region.Lock.Var()), dead.in.Obj.Name()
	d := analysis.Diagnostic{Pos: call.Pos(), End: call.End(), Category: "cgolock/deadlock"}
	var info finding.Info
	switch {
	case dead.joins:
		d.Message = fmt.Sprintf("%s waits for a thread of C to end, which calls %s, which waits for %s, while %s holds it: neither ever goes on",
			dead.name(), takes, lock, holder)
	case dead.likely:
		info = finding.Info{Group: finding.Suspicious, Confidence: finding.Medium}
		d.Message = fmt.Sprintf("%s probably calls %s, which waits for %s, while %s holds it: it would wait for itself, forever",
			dead.name(), takes, lock, holder)
	case dead.reads():
		info = finding.Info{Group: finding.Suspicious, Confidence: finding.Medium}
		d.Message = fmt.Sprintf("%s calls %s, which takes %s for reading again while %s holds it for reading: both wait forever once a writer waits in between",
			dead.name(), takes, lock, holder)
	default:
		d.Message = fmt.Sprintf("%s calls %s, which waits for %s, while %s holds it: it waits for itself, forever", dead.name(), takes, lock, holder)
	}
	if again.Locking != nil && c.src.File(again.Locking.Pos()) == c.src.File(d.Pos) {
		d.Related = []analysis.RelatedInformation{{
			Pos: again.Locking.Pos(), End: again.Locking.End(), Message: dead.taker.Obj.Name() + " takes the lock here",
		}}
	}
	c.report(d, info)
}
