package shardskew

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/cgolint/cgolint/internal/lazyregexp"
	"github.com/cgolint/cgolint/passes/guard"
)

// modulus returns the n of x % n, or the n for which x & mask is x % n. It is
// not known when the mask is not constant, but for that it is a power of two,
// or when it is the length of something; it is 0 when nothing can be said.
func (c *checker) modulus(e *ast.BinaryExpr) (n uint64, known bool) {
	if e.Op == token.REM {
		n, known = c.constant(e.Y)
		if !known && c.isLength(e.Y) {
			return 1 << 63, false
		}
		return n, known
	}
	if mask, ok := c.constant(e.Y); ok {
		if mask&(mask+1) != 0 {
			return 0, true
		}
		return mask + 1, true
	}
	if c.info.Types[e.X].Value != nil {
		return 0, true
	}
	if n, ok := c.length(e.Y); ok { // len(shards) - 1
		return n, true
	}
	if c.looksLikeMask(e.Y) {
		return 1 << 63, false
	}
	return 0, true
}

// isLength reports whether an expression is the length of something.
func (c *checker) isLength(e ast.Expr) bool {
	call, ok := c.src.Unconverted(e).(*ast.CallExpr)
	if !ok || len(call.Args) != 1 {
		return false
	}
	id, ok := call.Fun.(*ast.Ident)
	return ok && c.info.Uses[id] == types.Universe.Lookup("len")
}

// constant returns the value of an expression that is constant, or the
// length of a slice that has always the same.
func (c *evaluator) constant(e ast.Expr) (uint64, bool) {
	e = ast.Unparen(e)
	if v := c.info.Types[e].Value; v != nil {
		n, exact := constant.Uint64Val(constant.ToInt(v))
		return n, exact && n > 0
	}
	if v := c.guard.Path(e).Var(); v != nil && !v.IsField() && v.Parent() == c.src.Types.Scope() {
		if def := c.definition(v); def != nil && c.isConstantVar(v) { // var shardCount = 32
			return c.constant(def)
		}
	}
	call, ok := e.(*ast.CallExpr)
	if !ok || len(call.Args) != 1 {
		return 0, false
	}
	if c.info.Types[call.Fun].IsType() { // uint64(len(shards))
		return c.constant(call.Args[0])
	}
	if id, ok := call.Fun.(*ast.Ident); !ok || c.info.Uses[id] != types.Universe.Lookup("len") {
		return 0, false
	}
	return c.lengthOf(call.Args[0])
}

// length returns the n of n-1, where n is constant or the length of a slice.
func (c *evaluator) length(e ast.Expr) (uint64, bool) {
	diff, ok := c.src.Unconverted(e).(*ast.BinaryExpr)
	if !ok || diff.Op != token.SUB {
		return 0, false
	}
	if v := c.info.Types[diff.Y].Value; v == nil || constant.Compare(v, token.NEQ, constant.MakeInt64(1)) {
		return 0, false
	}
	n, ok := c.constant(diff.X)
	return n, ok && n&(n-1) == 0
}

// lengthOf returns the length of a slice variable that is only ever set to
// slices of one constant length.
func (c *evaluator) lengthOf(e ast.Expr) (uint64, bool) {
	v := c.guard.Path(e).Var()
	if v == nil || v.Exported() {
		return 0, false
	}
	var n uint64
	for _, value := range c.assigned(v) {
		m, ok := c.madeLength(value)
		if !ok || n != 0 && m != n {
			return 0, false
		}
		n = m
	}
	return n, n != 0
}

// assigned returns all that is assigned to v; a nil expression stands for
// what is not known.
func (c *evaluator) assigned(v *types.Var) []ast.Expr {
	var values []ast.Expr
	if def := c.definition(v); def != nil {
		values = append(values, def)
	}
	for _, u := range c.guard.Uses(v) {
		switch u.Kind {
		case guard.Write:
			values = append(values, u.Stmt.(*ast.AssignStmt).Rhs[0])
		case guard.Literal:
			kv, ok := u.Cursor.Parent().Node().(*ast.KeyValueExpr)
			if ok {
				values = append(values, kv.Value)
			}
		case guard.Other:
			values = append(values, nil)
		}
	}
	return values
}

// madeLength returns the length of make([]T, n) or of a composite literal.
func (c *evaluator) madeLength(e ast.Expr) (uint64, bool) {
	switch e := e.(type) {
	case *ast.CallExpr:
		id, ok := e.Fun.(*ast.Ident)
		if ok && id.Name == "make" && len(e.Args) >= 2 && c.info.Types[e.Args[1]].Value != nil {
			return c.constant(e.Args[1])
		}
	case *ast.CompositeLit:
		for _, elt := range e.Elts {
			if _, keyed := elt.(*ast.KeyValueExpr); keyed {
				return 0, false
			}
		}
		return uint64(len(e.Elts)), len(e.Elts) > 0
	}
	return 0, false
}

var maskName = lazyregexp.New(`(?i)mask`)

// looksLikeMask reports whether an expression that is not constant is one
// less than a power of two: by what it is called, or because 1 is subtracted.
func (c *checker) looksLikeMask(e ast.Expr) bool {
	switch e := c.src.Unconverted(e).(type) {
	case *ast.Ident:
		return maskName.MatchString(e.Name)
	case *ast.SelectorExpr:
		return maskName.MatchString(e.Sel.Name)
	case *ast.BinaryExpr:
		v := c.info.Types[e.Y].Value
		return e.Op == token.SUB && v != nil && constant.Compare(v, token.EQL, constant.MakeInt64(1))
	}
	return false
}
