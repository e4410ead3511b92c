package shardskew

import (
	"go/ast"
	"go/constant"
	"go/types"

	"golang.org/x/tools/go/ast/edge"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/lazyregexp"
	"github.com/cgolint/cgolint/passes/guard"
)

// evalVar returns what is known of a variable: of a local one from all that
// is assigned and added to it, of a parameter from all calls.
func (c *evaluator) evalVar(v *types.Var, depth int) value {
	if !gotype.IsInteger(v.Type()) {
		return ofType(v.Type())
	}
	if v.IsField() || v.Parent() == c.src.Types.Scope() {
		return c.evalShared(v, depth)
	}
	if v.Kind() == types.ParamVar {
		return c.evalParam(v, depth)
	}
	def := c.definition(v)
	if def == nil {
		return ofType(v.Type())
	}
	known := c.eval(def, depth)
	for _, u := range c.guard.Uses(v) {
		switch u.Kind {
		case guard.Read:
		case guard.Add:
			step, ok := constant.Int64Val(stepOf(u))
			if !ok {
				return unknown
			}
			known = sum(known, value{step: uint64(max(step, -step))})
			known.limit = 0 // how often is not known
		case guard.Write:
			known = either(known, c.eval(u.Stmt.(*ast.AssignStmt).Rhs[0], depth))
		default:
			return unknown
		}
	}
	return known
}

// setBefore returns what a parameter has been set to, on every way to a use of
// it: by the only statement that sets it, which stands in a list around the
// use, outside of loops.
func (c *evaluator) setBefore(use *ast.Ident, v *types.Var) ast.Expr {
	if v.Kind() != types.ParamVar {
		return nil
	}
	var set *ast.AssignStmt
	for _, u := range c.guard.Uses(v) {
		switch {
		case u.Kind == guard.Read || u.Kind == guard.Base:
		case u.Kind == guard.Write && set == nil:
			set = u.Stmt.(*ast.AssignStmt)
		default:
			return nil
		}
	}
	if set == nil || set.End() > use.Pos() {
		return nil
	}
	cur, ok := c.src.Inspector().Root().FindNode(set)
	if !ok || cur.ParentEdgeKind() != edge.BlockStmt_List || cur.Parent().Node().End() < use.End() {
		return nil
	}
	for range cur.Enclosing((*ast.ForStmt)(nil), (*ast.RangeStmt)(nil)) {
		return nil
	}
	return set.Rhs[0]
}

func stepOf(u *guard.Use) constant.Value {
	if u.Step == nil {
		return constant.MakeUnknown()
	}
	return u.Step
}

// evalParam joins what is known of the arguments of all calls.
func (c *evaluator) evalParam(v *types.Var, depth int) value {
	if !c.isConstantVar(v) {
		return unknown
	}
	fn, i := c.paramOf(v)
	callers := c.callersOf(fn)
	if len(callers) == 0 || !c.graph.Of(fn).Known {
		return ofName(v)
	}
	var known value
	for n, call := range callers {
		args := call.Expr().Args
		if i >= len(args) || fn.Signature().Variadic() {
			return unknown
		}
		x := c.eval(args[i], depth)
		if n == 0 {
			known = x
		} else {
			known = either(known, x)
		}
	}
	if known.step == 0 {
		return unknown // of different constants, or of one call
	}
	return known
}

var addressName = lazyregexp.New(`(?i)(ptr|addr|address|pointer)$`)

// ofName returns what is known of a parameter that others fill: a uintptr
// that is called an address is one.
func ofName(v *types.Var) value {
	if b, ok := v.Type().(*types.Basic); ok && b.Kind() == types.Uintptr && addressName.MatchString(v.Name()) {
		return value{step: 8, pointer: true}
	}
	return ofType(v.Type())
}

// paramOf returns the function that has the parameter, and its index.
func (c *evaluator) paramOf(v *types.Var) (*types.Func, int) {
	cur, ok := c.src.Declared(v)
	if !ok {
		return nil, 0
	}
	for f := range cur.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		decl, ok := f.Node().(*ast.FuncDecl)
		if !ok {
			return nil, 0
		}
		fn, ok := c.info.Defs[decl.Name].(*types.Func)
		if !ok {
			return nil, 0
		}
		for i := range fn.Signature().Params().Len() {
			if fn.Signature().Params().At(i) == v {
				return fn, i
			}
		}
		return nil, 0
	}
	return nil, 0
}

// isConstantVar reports whether nothing changes v after its declaration.
func (c *evaluator) isConstantVar(v *types.Var) bool {
	for _, u := range c.guard.Uses(v) {
		if u.Kind != guard.Read && u.Kind != guard.Base {
			return false
		}
	}
	return true
}

// definition returns the value that v is declared with, or nil.
func (c *evaluator) definition(v *types.Var) ast.Expr {
	cur, ok := c.src.Declared(v)
	if !ok {
		return nil
	}
	switch parent := cur.Parent().Node().(type) {
	case *ast.AssignStmt:
		if i := cur.ParentEdgeIndex(); cur.ParentEdgeKind() == edge.AssignStmt_Lhs && len(parent.Lhs) == len(parent.Rhs) {
			return parent.Rhs[i]
		}
	case *ast.ValueSpec:
		if i := cur.ParentEdgeIndex(); cur.ParentEdgeKind() == edge.ValueSpec_Names && len(parent.Names) == len(parent.Values) {
			return parent.Values[i]
		}
	}
	return nil
}
