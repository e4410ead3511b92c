package cgolock

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/cflow/cost"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/guard"
	"github.com/cgolint/cgolint/passes/heat"
)

// reportWaits reports C calls that take long while a lock is held which
// somebody else needs for something short.
func (c *checker) reportWaits() {
	for _, x := range c.crossings() {
		at := spanOf(x.region)
		how := c.takesLong(x.c)
		if how == "" || c.said[at] {
			continue
		}
		other, needs := c.waiter(x)
		if other == nil {
			continue
		}
		c.said[at] = true
		d := analysis.Diagnostic{
			Pos: x.at.Node().Pos(), End: x.at.Node().End(), Category: "cgolock",
			Message: fmt.Sprintf("%s %s while %s is held: %s, which needs only %s, waits just as long",
				x.name(), how, guard.LockName(at.lock), nameOf(other), needs.Name()),
		}
		if other.Locking != nil && c.src.File(other.Locking.Pos()) == c.src.File(d.Pos) {
			d.Related = []analysis.RelatedInformation{{
				Pos: other.Locking.Pos(), End: other.Locking.End(), Message: nameOf(other) + " waits here",
			}}
		}
		info := finding.Info{}
		if seldom(x.region) && seldom(other) {
			info.Confidence = finding.Low
		}
		c.report(d, info)
	}
}

// seldom reports whether the function of a region runs seldom by its name, as
// one that opens a device.
func seldom(r *guard.Region) bool {
	decl, ok := r.Func.(*ast.FuncDecl)
	return ok && heat.OfName(decl.Name.Name).Level == heat.Cold
}

func nameOf(r *guard.Region) string {
	if decl, ok := r.Func.(*ast.FuncDecl); ok {
		return decl.Name.Name
	}
	return "a function"
}

// takesLong says how long a C function takes, if there is evidence that it is
// long: "waits" or "computes for long"; or "".
func (c *checker) takesLong(call *cgosource.Call) string {
	f := c.sums.Func(call.Name)
	if f == nil {
		return ""
	}
	for _, b := range f.Blocks {
		if b.IsLong(call.Name) {
			return "waits"
		}
	}
	if f.Contract && f.Cost.Kind == cost.Computes {
		return "computes for long"
	}
	return ""
}

// waiter returns a region of the lock of a crossing in another function which
// calls no C, and a variable of Go that it needs the lock for; or nil.
func (c *checker) waiter(x crossing) (*guard.Region, *types.Var) {
	for _, r := range c.guard.RegionsOf(x.region.Lock.Var()) {
		if r.Func == x.region.Func || r.Try || r.Inherited || x.region.Read && r.Read || c.src.IsTest(r.Func.Pos()) || isInit(r.Func) || c.callsC(r) {
			continue
		}
		if v := c.needs(r); v != nil {
			return r, v
		}
	}
	return nil, nil
}

func isInit(f ast.Node) bool {
	decl, ok := f.(*ast.FuncDecl)
	return ok && decl.Recv == nil && decl.Name.Name == "init"
}

// callsC reports whether a call of C is in a region, or may be in what it
// calls.
func (c *checker) callsC(r *guard.Region) bool {
	decl, ok := r.Func.(*ast.FuncDecl)
	if !ok {
		return true // it is not known what it is for
	}
	obj, _ := c.info.Defs[decl.Name].(*types.Func)
	f := c.calls.Func(obj)
	if f == nil {
		return true
	}
	for _, call := range f.Calls {
		found := false
		c.leadsToC(call, maxDepth, func(cc *cgosource.Call) { found = found || !c.isQuick(cc) })
		if found && slices.Contains(c.guard.Covering(call.Cursor), r) {
			return true
		}
	}
	return false
}

// needs returns a variable of Go that a region writes, or that it reads and
// others write, or nil. A flag that is read, such as closed, is none: the lock
// is then there for what the flag is about.
func (c *checker) needs(r *guard.Region) *types.Var {
	for _, u := range c.guard.Touched(r) {
		if guard.IsLock(u.Var.Type()) || !u.Var.IsField() && c.guard.IsLocal(u.Var) || c.isHandle(u.Var.Type()) {
			continue
		}
		b, basic := u.Var.Type().Underlying().(*types.Basic)
		isFlag := basic && b.Info()&types.IsBoolean != 0
		switch {
		case u.Kind == guard.Write || u.Kind == guard.Add || c.setsElement(u):
			return u.Var
		case u.Kind == guard.Read && !isFlag && slices.ContainsFunc(c.guard.Uses(u.Var), c.isLockedWrite(r.Lock.Var())):
			return u.Var
		}
	}
	return nil
}

// isLockedWrite returns the test for uses that write under a lock.
func (c *checker) isLockedWrite(lock *types.Var) func(*guard.Use) bool {
	return func(u *guard.Use) bool {
		return (u.Kind == guard.Write || u.Kind == guard.Add || c.setsElement(u)) && u.Under(lock)
	}
}

// setsElement reports whether a use sets or deletes an element.
func (c *checker) setsElement(u *guard.Use) bool {
	parent := u.Cursor.Parent()
	switch n := parent.Node().(type) {
	case *ast.IndexExpr:
		stmt, ok := parent.Parent().Node().(*ast.AssignStmt)
		return ok && slices.Contains(stmt.Lhs, ast.Expr(n))
	case *ast.CallExpr:
		id, ok := n.Fun.(*ast.Ident)
		return ok && (id.Name == "delete" || id.Name == "clear")
	}
	return false
}

// isHandle reports whether t is how Go has an object of C.
func (c *checker) isHandle(t types.Type) bool {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	if gotype.IsUnsafePointer(t) || gotype.IsUintptr(t) {
		return true
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return false
	}
	_, _, isC := cgosource.CName(named.Obj())
	return isC
}
