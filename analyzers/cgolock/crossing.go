package cgolock

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/exportcall"
	"github.com/cgolint/cgolint/passes/guard"
)

// A crossing is a call of a C function while a lock is held.
type crossing struct {
	at     inspector.Cursor // the call in the function that holds the lock
	in     *exportcall.Func // that function
	region *guard.Region
	root   *types.Var // the variable that the lock is reached from, here
	c      *cgosource.Call
}

// maxDepth is how many Go functions may lie between the lock and C.
const maxDepth = 3

// crossings returns the C calls that are made while a lock is held: those of
// the functions that hold it, and of what they call.
func (c *checker) crossings() []crossing {
	var all []crossing
	for _, f := range c.calls.Funcs() {
		if c.src.SkipsGenerated(f.Decl.Pos()) {
			continue
		}
		for _, call := range f.Calls {
			for _, r := range c.guard.Covering(call.Cursor) {
				if r.Lock.Var() == nil {
					continue
				}
				c.leadsToC(call, maxDepth, func(cc *cgosource.Call) {
					all = append(all, crossing{call.Cursor, f, r, r.Lock.Root, cc})
				})
			}
		}
	}
	for _, lit := range c.calls.Literals() {
		if !c.src.SkipsGenerated(lit.Decl.Body.Pos()) {
			all = append(all, c.handed(lit)...)
		}
	}
	return all
}

// handed returns the C calls of a function literal that is handed to a function
// of the package which calls it while a lock is held.
func (c *checker) handed(lit *exportcall.Func) (all []crossing) {
	call, ok := lit.Cursor().Parent().Node().(*ast.CallExpr)
	if !ok {
		return nil
	}
	at := slices.Index(call.Args, lit.Cursor().Node().(ast.Expr))
	to := c.calls.Func(c.guard.Callee(call))
	if at < 0 || to == nil {
		return nil
	}
	region := c.regionOfCall(to, at)
	if region == nil {
		return nil
	}
	root := region.Lock.Root
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && root != nil && c.guard.IsLocal(root) {
		root = c.guard.Path(sel.X).Root
	}
	for _, inner := range lit.Calls {
		if len(c.guard.Covering(inner.Cursor)) == 0 {
			c.leadsToC(inner, maxDepth, func(cc *cgosource.Call) {
				all = append(all, crossing{inner.Cursor, to, region, root, cc})
			})
		}
	}
	return all
}

// regionOfCall returns where a function holds a lock while it calls its
// parameter, or nil.
func (c *checker) regionOfCall(f *exportcall.Func, param int) *guard.Region {
	params := f.Obj.Signature().Params()
	if param >= params.Len() {
		return nil
	}
	for _, u := range c.guard.Uses(params.At(param)) {
		call, ok := u.Cursor.Parent().Node().(*ast.CallExpr)
		if !ok || call.Fun != u.Cursor.Node() || !exportcall.RunsIn(u.Cursor) {
			continue
		}
		for _, r := range c.guard.Covering(u.Cursor) {
			if r.Lock.Var() != nil {
				return r
			}
		}
	}
	return nil
}

// isTaken reports whether a region begins with taking the lock, which callers
// do not hold then.
func isTaken(r *guard.Region) bool { return !r.Inherited }

// leadsToC calls f for each C function that a call leads to without another
// lock being taken on the way.
func (c *checker) leadsToC(call exportcall.Call, depth int, f func(*cgosource.Call)) {
	switch {
	case call.C != nil:
		if call.C.Crosses() {
			f(call.C)
		}
	case depth > 0:
		for _, inner := range call.Callee.Calls {
			if !slices.ContainsFunc(c.guard.Covering(inner.Cursor), isTaken) {
				c.leadsToC(inner, depth-1, f)
			}
		}
	}
}

// name names what is called where a lock is held: the C function, and the Go
// function that leads to it.
func (x *crossing) name() string {
	call := x.at.Node().(*ast.CallExpr)
	if call == x.c.CallExpr {
		return "C." + x.c.Name
	}
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		return fun.Name + " (by C." + x.c.Name + ")"
	case *ast.SelectorExpr:
		return fun.Sel.Name + " (by C." + x.c.Name + ")"
	}
	return "C." + x.c.Name
}
