package shardskew

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"math/bits"

	"github.com/cgolint/cgolint/passes/cgosource"
)

// A value says what is known of an integer: that it is always some number
// plus a multiple of step. The step is 1 when nothing is known, and 0 when
// the number never varies.
type value struct {
	step    uint64
	offset  bool // the number that is added may be other than zero
	pointer bool // it comes from an address
}

var unknown = value{step: 1}

func gcd(a, b uint64) uint64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// powerOfTwo returns the largest power of two that divides n: in two's
// complement, what is known of the low bits, whatever overflows.
func powerOfTwo(n uint64) uint64 { return n & -n }

// sum returns what is known of a + b.
func sum(a, b value) value {
	return value{gcd(a.step, b.step), a.offset || b.offset, a.pointer || b.pointer}
}

// either returns what is known of a number that is a or b.
func either(a, b value) value {
	if a.offset || b.offset {
		return unknown
	}
	return sum(a, b)
}

// valueOf returns what is known of the value of an expression.
func (c *checker) valueOf(e ast.Expr) value { return c.eval(e, 0) }

func (c *checker) eval(e ast.Expr, depth int) value {
	e = ast.Unparen(e)
	tv := c.info.Types[e]
	if tv.Value != nil {
		return value{offset: tv.Value.Kind() != constant.Int || constant.Sign(tv.Value) != 0}
	}
	if depth > 8 || tv.Type == nil {
		return unknown
	}
	switch e := e.(type) {
	case *ast.BinaryExpr:
		return c.evalBinary(e, depth+1)
	case *ast.CallExpr:
		return c.evalCall(e, depth+1)
	case *ast.Ident:
		if v, ok := c.info.Uses[e].(*types.Var); ok {
			return c.evalVar(v, depth+1)
		}
	}
	return ofType(tv.Type)
}

// ofType returns what is known of all values of an integer type: the handles
// of Windows are multiples of 4 (Windows App Development, Kernel objects).
func ofType(t types.Type) value {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil || named.Obj().Name() != "Handle" {
		return unknown
	}
	switch named.Obj().Pkg().Path() {
	case "syscall", "golang.org/x/sys/windows":
		return value{step: 4}
	}
	return unknown
}

func (c *checker) evalBinary(e *ast.BinaryExpr, depth int) value {
	x := c.eval(e.X, depth)
	y := c.eval(e.Y, depth)
	n, isConst := c.intValue(e.Y)
	switch e.Op {
	case token.ADD, token.SUB:
		return sum(x, y)
	case token.MUL:
		if isConst {
			return x.times(n)
		}
		if m, ok := c.intValue(e.X); ok {
			return y.times(m)
		}
		if x.offset || y.offset {
			return unknown
		}
		return value{max(powerOfTwo(x.step), 1) * max(powerOfTwo(y.step), 1), false, x.pointer || y.pointer}.small()
	case token.SHL:
		if isConst && n < 64 {
			return x.times(1 << n)
		}
	case token.SHR:
		if isConst && n < 64 && x.step%(1<<n) == 0 {
			return value{x.step >> n, x.offset, x.pointer}
		}
		return value{step: 1, pointer: x.pointer}
	case token.QUO:
		if isConst && n > 0 && x.step%n == 0 {
			return value{x.step / n, x.offset, x.pointer}
		}
	case token.REM:
		if isConst && n > 0 {
			return value{gcd(x.step, n), x.offset, x.pointer}
		}
	case token.OR, token.XOR:
		both := sum(x, y)
		both.step = powerOfTwo(both.step)
		return both
	case token.AND:
		if isConst && n > 0 {
			return value{max(powerOfTwo(x.step), powerOfTwo(n)), x.offset, x.pointer}
		}
	case token.AND_NOT:
		if isConst {
			return value{max(powerOfTwo(x.step), powerOfTwo(n+1)), x.offset, x.pointer}
		}
	}
	return unknown
}

// times returns what is known of a product with a constant. A large one
// overflows, so that only what it does to the low bits is known.
func (x value) times(n uint64) value {
	hi, lo := bits.Mul64(x.step, n)
	if hi != 0 || n >= 1<<32 {
		lo = powerOfTwo(x.step) * powerOfTwo(n)
	}
	return value{lo, x.offset, x.pointer}.small()
}

// small drops a step that is too large to mean anything.
func (x value) small() value {
	if x.step > 1<<40 {
		x.step = powerOfTwo(x.step)
	}
	return x
}

func (c *checker) intValue(e ast.Expr) (uint64, bool) {
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

// evalCall evaluates conversions, the methods of package reflect that give
// an address, and functions of the package that return one expression.
func (c *checker) evalCall(call *ast.CallExpr, depth int) value {
	if c.info.Types[call.Fun].IsType() && len(call.Args) == 1 {
		return c.evalConversion(call, depth)
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return unknown
	}
	if fn, ok := c.info.Uses[sel.Sel].(*types.Func); ok && fn.Pkg() != nil && fn.Pkg().Path() == "reflect" {
		switch fn.Name() {
		case "Pointer", "UnsafePointer", "UnsafeAddr":
			return value{step: 8, pointer: true}
		}
	}
	return unknown
}

func (c *checker) evalConversion(call *ast.CallExpr, depth int) value {
	arg := call.Args[0]
	from := c.info.TypeOf(arg)
	if from == nil {
		return unknown
	}
	if b, ok := from.Underlying().(*types.Basic); ok && b.Kind() == types.UnsafePointer {
		return c.address(arg, depth)
	}
	to, ok := c.info.TypeOf(call).Underlying().(*types.Basic)
	if !ok || to.Info()&types.IsInteger == 0 || !isInteger(from) {
		return unknown
	}
	x := c.eval(arg, depth)
	if size := 8 * uint64(c.src.Sizes.Sizeof(to)); size < 8*uint64(c.src.Sizes.Sizeof(from)) {
		x.step = powerOfTwo(x.step)
		if size < 64 && x.step >= 1<<size {
			x.step = 0 // what varies is cut off
		}
	}
	return x
}

func isInteger(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsInteger != 0
}

// address returns what is known of the address that an unsafe.Pointer holds.
func (c *checker) address(e ast.Expr, depth int) value {
	e = ast.Unparen(e)
	call, ok := e.(*ast.CallExpr)
	if ok && c.info.Types[call.Fun].IsType() && len(call.Args) == 1 {
		if ptr, ok := c.typeOf(call.Args[0]).(*types.Pointer); ok {
			return value{step: c.alignment(ptr.Elem()), pointer: true}
		}
	}
	if id, ok := e.(*ast.Ident); ok && depth < 8 {
		if v, ok := c.info.Uses[id].(*types.Var); ok && c.isConstantVar(v) {
			if def := c.definition(v); def != nil {
				return c.address(def, depth+1)
			}
		}
	}
	// What it points to is not known. Memory of malloc, and of Go for all
	// that holds a pointer or is large, is aligned to 8 bytes at least.
	return value{step: 8, pointer: true}
}

func (c *checker) typeOf(e ast.Expr) types.Type {
	if t := c.info.TypeOf(e); t != nil {
		return t.Underlying()
	}
	return nil
}

// alignment returns by which steps the addresses of values of type t differ:
// the type's alignment, and for a struct that is allocated on its own the
// distance of two in their span.
func (c *checker) alignment(t types.Type) uint64 {
	if _, isParam := types.Unalias(t).(*types.TypeParam); isParam {
		return 1
	}
	align := uint64(c.src.Sizes.Alignof(t))
	s, ok := t.Underlying().(*types.Struct)
	if !ok || isC(t) {
		return align
	}
	size := uint64(c.src.Sizes.Sizeof(s))
	if size < 16 {
		return align // the allocator packs small objects together
	}
	return max(align, powerOfTwo(sizeClass(size)))
}

func isC(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return false
	}
	_, _, isC := cgosource.CName(named.Obj())
	return isC
}

// sizeClass returns the size that the allocator gives an object
// (internal/runtime/gc/sizeclasses.go). Those above 1024 are multiples of 128.
func sizeClass(size uint64) uint64 {
	for _, step := range []struct{ upTo, step uint64 }{
		{8, 8}, {32, 8}, {256, 16}, {512, 32}, {768, 64}, {1024, 128},
	} {
		if size <= step.upTo {
			return (size + step.step - 1) / step.step * step.step
		}
	}
	return 128
}
