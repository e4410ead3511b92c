package cgoexport

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/exportcall"
)

// jumps reports calls of C that leave by longjmp, past the Go function that C
// has called: what Go's stack and scheduler then hold is wrong.
func (c *checker) jumps(r exportcall.Reach) {
	for _, call := range r.Calls {
		if call.C == nil {
			continue
		}
		f := c.sums.Func(call.C.Name)
		if f == nil || len(f.LongJumps) == 0 {
			continue
		}
		c.report(call.C, "cgoexport/longjmp", finding.Info{},
			"C.%s may longjmp over %s, which C called: jumping over Go frames breaks the stack", call.C.Name, r.Export.Export.Name)
	}
}

// callbacks reports user code that runs while C holds a lock: a panic
// in it, once recovered, leaves the lock held.
func (c *checker) callbacks(r exportcall.Reach) {
	lock := c.lockedBy(r.Export)
	if lock == "" {
		return
	}
	ast.Inspect(r.Decl.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.GoStmt:
			return false
		case *ast.CallExpr:
			if name := c.usersCode(n); name != "" {
				c.report(n, "cgoexport/callback", finding.Info{},
					"C holds %s while %s runs user code, %s: a panic there, once recovered, leaves it locked", lock, r.Export.Export.Name, name)
			}
		}
		return true
	})
}

// lockedBy returns the lock that C holds when it calls an export while a call
// of C is made, or "".
func (c *checker) lockedBy(export *exportcall.Func) string {
	for _, call := range c.src.Calls() {
		f := c.sums.Func(call.Name)
		if f == nil {
			continue
		}
		for _, g := range f.GoCalls {
			if g.Name == export.Export.Name && g.Locked != "" {
				return g.Locked
			}
		}
	}
	return ""
}

// usersCode returns what a call calls, if that is a function value or a method
// of an interface of this package; or "".
func (c *checker) usersCode(call *ast.CallExpr) string {
	if c.info.Types[call.Fun].IsType() || c.src.Call(call) != nil {
		return ""
	}
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		if v, ok := c.info.Uses[fun].(*types.Var); ok && gotype.IsFunc(v.Type()) {
			return fun.Name
		}
	case *ast.SelectorExpr:
		sel := c.info.Selections[fun]
		if sel == nil {
			return ""
		}
		if sel.Kind() == types.FieldVal && gotype.IsFunc(sel.Type()) || sel.Kind() == types.MethodVal && isInterfaceOf(sel.Recv(), c.src) {
			return c.src.Text(fun)
		}
	case *ast.TypeAssertExpr, *ast.IndexExpr:
		if gotype.IsFunc(c.info.TypeOf(fun)) {
			return c.src.Text(fun)
		}
	}
	return ""
}

// isInterfaceOf reports whether t is an exported interface of the package, which
// others implement.
func isInterfaceOf(t types.Type, src *cgosource.Package) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && types.IsInterface(t) && named.Obj().Pkg() == src.Types && token.IsExported(named.Obj().Name())
}
