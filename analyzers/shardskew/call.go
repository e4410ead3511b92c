package shardskew

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/callgraph"
	"github.com/cgolint/cgolint/passes/guard"
)

// evalCall evaluates conversions, functions that give an address, additions
// to counters, and functions of the package by what they return.
func (c *evaluator) evalCall(call *ast.CallExpr, depth int) value {
	if c.info.Types[call.Fun].IsType() && len(call.Args) == 1 {
		return c.evalConversion(call, depth)
	}
	if cc := c.src.Call(call); cc != nil {
		if cc.Name == "pthread_self" {
			// The address of the thread's control block, which has at least
			// the alignment of the stack (System V ABI: 16).
			return value{step: 16, pointer: true}
		}
		return ofType(c.info.TypeOf(call))
	}
	fn := c.callee(call)
	if fn == nil || fn.Pkg() == nil {
		return ofType(c.info.TypeOf(call))
	}
	switch fn.Pkg().Path() {
	case "reflect":
		switch fn.Name() {
		case "Pointer", "UnsafePointer", "UnsafeAddr":
			return value{step: 8, pointer: true}
		}
	case "sync/atomic":
		return c.evalAtomic(call, fn, depth)
	case c.src.Types.Path():
		return c.evalResult(fn, depth)
	}
	return ofType(c.info.TypeOf(call))
}

// callersOf returns the calls of a function of the package, which may be nil.
func (c *evaluator) callersOf(fn *types.Func) []*callgraph.Call {
	if fn == nil {
		return nil
	}
	if f := c.graph.Of(fn); f != nil {
		return f.Callers
	}
	return nil
}

func (c *evaluator) callee(call *ast.CallExpr) *types.Func {
	fn, _ := typeutil.Callee(c.info, call).(*types.Func)
	return fn
}

// evalResult joins what is known of all that a function of the package
// returns.
func (c *evaluator) evalResult(fn *types.Func, depth int) value {
	results := fn.Signature().Results()
	if depth > 8 || results.Len() != 1 || results.At(0).Name() != "" || !gotype.IsInteger(results.At(0).Type()) {
		return unknown
	}
	known, found := unknown, false
	for _, e := range c.returned()[fn.Origin()] {
		x := c.eval(e, depth+1)
		if found {
			x = either(known, x)
		}
		known, found = x, true
	}
	if known.step == 0 {
		return unknown
	}
	return known
}

// returned returns the results of the functions that have one, computed once.
func (c *evaluator) returned() map[*types.Func][]ast.Expr {
	if c.results != nil {
		return c.results
	}
	c.results = make(map[*types.Func][]ast.Expr)
	for cur := range c.src.Inspector().Root().Preorder((*ast.ReturnStmt)(nil)) {
		stmt := cur.Node().(*ast.ReturnStmt)
		if len(stmt.Results) != 1 {
			continue
		}
		for f := range cur.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
			if decl, ok := f.Node().(*ast.FuncDecl); ok {
				if fn, ok := c.info.Defs[decl.Name].(*types.Func); ok {
					c.results[fn] = append(c.results[fn], stmt.Results[0])
				}
			}
			break
		}
	}
	return c.results
}

// evalAtomic evaluates the functions and methods of package sync/atomic that
// return the value of a counter.
func (c *evaluator) evalAtomic(call *ast.CallExpr, fn *types.Func, depth int) value {
	var target ast.Expr
	if fn.Signature().Recv() != nil {
		target = ast.Unparen(call.Fun).(*ast.SelectorExpr).X
	} else if len(call.Args) > 0 {
		target = call.Args[0]
	}
	if target == nil || !strings.HasPrefix(fn.Name(), "Add") && !strings.HasPrefix(fn.Name(), "Load") {
		return unknown
	}
	v := c.guard.Path(target).Var()
	if v == nil {
		return unknown
	}
	return c.evalShared(v, depth+1)
}

// evalShared returns what is known of a variable of the package or a field,
// from all that is assigned and added to it in the package.
func (c *evaluator) evalShared(v *types.Var, depth int) value {
	inC := c.src.File(v.Pos()) == nil // a field of a struct of C
	if depth > 8 || inC || v.Exported() || v.Pkg() != c.src.Types || v.IsField() && c.hasUnkeyed(v) {
		return ofType(v.Type())
	}
	known := value{limit: 1} // the zero value
	if def := c.definition(v); def != nil {
		known = c.eval(def, depth)
	}
	for _, u := range c.guard.Uses(v) {
		x, ok := c.changed(u, known, depth)
		if !ok {
			return ofType(v.Type())
		}
		known = x
	}
	if known.step == 0 {
		return ofType(v.Type())
	}
	known.limit = 0 // the order of changes is not known
	return known
}

// changed returns what is known of a variable that was known, when a use of it
// is reckoned in.
func (c *evaluator) changed(u *guard.Use, known value, depth int) (value, bool) {
	switch u.Kind {
	case guard.Read, guard.Base:
		return known, true
	case guard.Add:
		step, ok := constant.Int64Val(stepOf(u))
		return sum(known, value{step: uint64(max(step, -step))}), ok
	case guard.Write:
		return either(known, c.eval(u.Stmt.(*ast.AssignStmt).Rhs[0], depth)), true
	case guard.Literal:
		kv, ok := u.Cursor.Parent().Node().(*ast.KeyValueExpr)
		if !ok {
			return unknown, false
		}
		return either(known, c.eval(kv.Value, depth)), true
	}
	return c.changedAtomically(u, known, depth)
}

// changedAtomically is changed for the use of a variable by package
// sync/atomic: &v as the first argument, or v as the receiver.
func (c *evaluator) changedAtomically(u *guard.Use, known value, depth int) (value, bool) {
	call, args := c.atomicCall(u.Cursor)
	if call == nil {
		return unknown, false
	}
	fn := c.callee(call)
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "sync/atomic" {
		return unknown, false
	}
	switch name := fn.Name(); {
	case strings.HasPrefix(name, "Load"):
		return known, true
	case strings.HasPrefix(name, "Add") && len(args) == 1:
		return sum(known, value{step: magnitude(c.info.Types[args[0]].Value)}), c.info.Types[args[0]].Value != nil
	case strings.HasPrefix(name, "Store") && len(args) == 1:
		return either(known, c.eval(args[0], depth)), true
	}
	return unknown, false
}

func magnitude(v constant.Value) uint64 {
	if v == nil {
		return 1
	}
	n, _ := constant.Uint64Val(constant.BinaryOp(constant.MakeInt64(int64(constant.Sign(v))), token.MUL, constant.ToInt(v)))
	return n
}

// atomicCall returns the call that the variable at cur is the receiver or the
// first argument of, by its address, and the other arguments.
func (c *evaluator) atomicCall(cur inspector.Cursor) (*ast.CallExpr, []ast.Expr) {
	parent := cur.Parent()
	switch n := parent.Node().(type) {
	case *ast.SelectorExpr:
		if parent.ParentEdgeKind() == edge.CallExpr_Fun {
			call := parent.Parent().Node().(*ast.CallExpr)
			return call, call.Args
		}
	case *ast.UnaryExpr:
		if n.Op == token.AND && parent.ParentEdgeKind() == edge.CallExpr_Args && parent.ParentEdgeIndex() == 0 {
			call := parent.Parent().Node().(*ast.CallExpr)
			return call, call.Args[1:]
		}
	}
	return nil, nil
}

// hasUnkeyed reports whether a struct with the field is made by a composite
// literal without keys, which counts as no use of it.
func (c *evaluator) hasUnkeyed(field *types.Var) bool {
	if c.unkeyed == nil {
		c.unkeyed = make(map[*types.Var]bool)
		for cur := range c.src.Inspector().Root().Preorder((*ast.CompositeLit)(nil)) {
			lit := cur.Node().(*ast.CompositeLit)
			s, ok := c.typeOf(lit).(*types.Struct)
			if !ok || len(lit.Elts) == 0 {
				continue
			}
			if _, keyed := lit.Elts[0].(*ast.KeyValueExpr); keyed {
				continue
			}
			for f := range s.Fields() {
				c.unkeyed[f.Origin()] = true
			}
		}
	}
	return c.unkeyed[field]
}
