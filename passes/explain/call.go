package explain

import (
	"fmt"
	"go/ast"
	"go/types"

	"github.com/cgolint/cgolint/internal/boundary"
	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/csummary"
	"github.com/cgolint/cgolint/passes/guard"
	"github.com/cgolint/cgolint/passes/heat"
	"github.com/cgolint/cgolint/passes/ptrcheck"
)

// call tells all about a call.
func (x *explainer) call(call *cgosource.Call) boundary.Call {
	c := boundary.Call{In: -1, C: call.Name, Text: x.text(call.CallExpr), Start: x.place(call.Pos()), End: x.place(call.End())}
	x.around(call, &c)
	f := x.sums.Func(call.Name)
	for i := range call.Args {
		c.Args = append(c.Args, x.argument(call, f, i))
		if f != nil && i < len(f.Params) && len(f.Params[i].Retained) > 0 {
			c.Kept = true
		}
	}
	c.Owned = len(x.resources[call.CallExpr]) > 0
	c.Result = x.result(call, f)
	return c
}

// around notes the function that a call is in, the lock that is held there,
// and whether it is in a loop with many iterations.
func (x *explainer) around(call *cgosource.Call, c *boundary.Call) {
	cur, ok := x.src.Inspector().Root().FindNode(call.CallExpr)
	if !ok {
		return
	}
	for _, region := range x.locks.Covering(cur) {
		if lock := region.Lock.Var(); lock != nil {
			c.Lock = guard.LockName(lock)
		}
	}
	var loop ast.Stmt
	for enclosing := range cur.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil), (*ast.ForStmt)(nil), (*ast.RangeStmt)(nil)) {
		switch n := enclosing.Node().(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			if loop == nil {
				loop = n.(ast.Stmt)
			}
		case *ast.FuncDecl, *ast.FuncLit:
			x.heated(n, loop, c)
			loop = nil
			if i, ok := x.indices[n]; ok {
				c.In = i
			}
		}
	}
}

// heated notes why the loop around a call makes many iterations, if it does.
func (x *explainer) heated(fn ast.Node, loop ast.Stmt, c *boundary.Call) {
	known := x.graph.At(fn)
	if loop == nil || known == nil {
		return
	}
	if f := x.cross.Of(known); f != nil {
		if e := x.heat.Loop(f, loop); e.Level == heat.Hot {
			c.Hot = e.Why
		}
	}
}

// argument tells of one argument, what is done with it, and what follows.
func (x *explainer) argument(call *cgosource.Call, f *csummary.Func, i int) boundary.Arg {
	arg := boundary.Arg{Text: x.text(call.Args[i])}
	t := x.parameterType(call, i)
	number := t != nil && !gotype.HasPointers(t)
	kept := f != nil && i < len(f.Params) && len(f.Params[i].RetainedNumber) > 0
	arg.So = x.checked(call, i)
	if number && !kept {
		arg.Is = []boundary.Fact{{Text: "a number or a value without pointers"}}
		return arg
	}
	o := x.origin(call.CallExpr, i)
	arg.Is = o.facts
	if o.null && len(o.facts) == 0 {
		arg.Is = []boundary.Fact{{Text: "nil"}}
	}
	if ofCgo[call.Name] != "" {
		arg.So = "it is copied, and not kept"
		return arg
	}
	arg.Does = x.does(f, call.Name, i)
	j := judge{x: x, call: call, f: f, i: i, origin: o}
	if arg.So == "" {
		arg.So, arg.Contract = j.judge()
	}
	return arg
}

// checked says which violation of cgo's rules for passing pointers the run
// time would find in the argument, or "".
func (x *explainer) checked(call *cgosource.Call, i int) string {
	for _, v := range x.violations[call.CallExpr] {
		if v.Node != call.Args[i] {
			continue
		}
		if v.Found.Kind == ptrcheck.HiddenAddress {
			return "it is the address of Go memory, which the collector does not see in a number (cgopointer)"
		}
		if v.Path == "" {
			return "it leads to a Go pointer, and cgo's run time panics when it finds one there (cgopointer)"
		}
		return fmt.Sprintf("it leads to the Go pointer %s, and cgo's run time panics when it finds one there (cgopointer)", v.Path)
	}
	return ""
}

// parameterType returns the type of a parameter of the C function, or nil.
func (x *explainer) parameterType(call *cgosource.Call, i int) types.Type {
	if call.Object == nil {
		return nil
	}
	sig, ok := call.Object.Type().(*types.Signature)
	if !ok || i >= sig.Params().Len() {
		return nil
	}
	return sig.Params().At(i).Type()
}
