package shardskew

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/callgraph"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/guard"
)

// An evaluator finds what is known of numbers: bits that are the same for all
// keys, and limits.
type evaluator struct {
	src   *cgosource.Package
	info  *types.Info
	guard *guard.Package
	graph *callgraph.Graph

	results map[*types.Func][]ast.Expr // computed by returned
	unkeyed map[*types.Var]bool        // computed by hasUnkeyed
}

// valueOf returns what is known of the value of an expression.
func (c *evaluator) valueOf(e ast.Expr) value { return c.eval(e, 0) }

func (c *evaluator) eval(e ast.Expr, depth int) value {
	e = ast.Unparen(e)
	tv := c.info.Types[e]
	if tv.Value != nil {
		v := value{offset: tv.Value.Kind() != constant.Int || constant.Sign(tv.Value) != 0}
		if n, exact := constant.Uint64Val(constant.ToInt(tv.Value)); exact {
			v.limit = n + 1
		}
		return v
	}
	if tv.Type == nil {
		return unknown
	}
	if depth > 8 {
		return unknown.within(c.typeLimit(tv.Type))
	}
	return c.evalVarying(e, tv.Type, depth).within(c.typeLimit(tv.Type))
}

// evalVarying is eval for an expression that is not constant.
func (c *evaluator) evalVarying(e ast.Expr, t types.Type, depth int) value {
	switch e := e.(type) {
	case *ast.BinaryExpr:
		return c.evalBinary(e, depth+1)
	case *ast.CallExpr:
		return c.evalCall(e, depth+1)
	case *ast.Ident:
		if v, ok := c.info.Uses[e].(*types.Var); ok {
			if set := c.setBefore(e, v); set != nil {
				return c.eval(set, depth+1)
			}
			return c.evalVar(v, depth+1)
		}
	case *ast.SelectorExpr:
		if v, ok := c.info.Uses[e.Sel].(*types.Var); ok {
			return c.evalVar(v.Origin(), depth+1)
		}
	case *ast.StarExpr:
		if v := c.addressIn(e); v.pointer {
			return v
		}
	}
	return ofType(t)
}

// ofType returns what is known of all values of an integer type: the handles
// of Windows are multiples of 4 (Windows App Development, Kernel objects); those
// of a registry have the number of a chunk in their low 20 bits, of which a
// thousand handles share one (registry/layout.go).
func ofType(t types.Type) value {
	if t == nil {
		return unknown
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil || named.Obj().Name() != "Handle" {
		return unknown
	}
	switch named.Obj().Pkg().Path() {
	case "syscall", "golang.org/x/sys/windows":
		return value{step: 4}
	case "github.com/cgolint/cgolint/registry":
		return value{step: 1 << 20, handle: true}
	}
	return unknown
}

func (c *evaluator) evalBinary(e *ast.BinaryExpr, depth int) value {
	x := c.eval(e.X, depth)
	y := c.eval(e.Y, depth)
	switch e.Op {
	case token.ADD:
		return sum(x, y)
	case token.SUB:
		both := sum(x, y)
		both.limit = 0
		return both
	case token.OR, token.XOR:
		both := sum(x, y)
		both.step = powerOfTwo(both.step)
		both.limit = powerAbove(max(x.limit, y.limit))
		if x.limit == 0 || y.limit == 0 {
			both.limit = 0
		}
		return both
	case token.MUL:
		return c.product(e, x, y)
	}
	n, isConst := c.intValue(e.Y)
	if !isConst {
		if e.Op == token.SHR {
			return value{step: 1, pointer: x.pointer}
		}
		return unknown
	}
	return x.combined(e.Op, n)
}

func (c *evaluator) product(e *ast.BinaryExpr, x, y value) value {
	if n, ok := c.intValue(e.Y); ok {
		return x.times(n)
	}
	if n, ok := c.intValue(e.X); ok {
		return y.times(n)
	}
	if x.offset || y.offset {
		return unknown
	}
	step := max(powerOfTwo(x.step), 1) * max(powerOfTwo(y.step), 1)
	return value{step: step, pointer: x.pointer || y.pointer}.small()
}

func (c *evaluator) intValue(e ast.Expr) (uint64, bool) {
	v := c.info.Types[e].Value
	if v == nil {
		return 0, false
	}
	if n, exact := constant.Uint64Val(constant.ToInt(v)); exact {
		return n, true
	}
	n, exact := constant.Int64Val(constant.ToInt(v))
	return uint64(n), exact
}

func (c *evaluator) evalConversion(call *ast.CallExpr, depth int) value {
	arg := call.Args[0]
	from := c.info.TypeOf(arg)
	if from == nil {
		return unknown
	}
	if gotype.IsUnsafePointer(from) {
		return c.address(arg, depth)
	}
	to, ok := c.info.TypeOf(call).Underlying().(*types.Basic)
	if !ok || to.Info()&types.IsInteger == 0 || !gotype.IsInteger(from) {
		return unknown
	}
	x := c.eval(arg, depth)
	if to.Info()&types.IsUnsigned == 0 && x.limit > 1<<31 {
		x.limit = 0 // it may be negative
	}
	if size := 8 * uint64(c.src.Sizes.Sizeof(to)); size < 8*uint64(c.src.Sizes.Sizeof(from)) {
		x.step = powerOfTwo(x.step)
		if size < 64 && x.step >= 1<<size {
			x.step = 0 // what varies is cut off
		}
	}
	return x
}
