package shardskew

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"math/bits"
	"regexp"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/guard"
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

// evalVar returns what is known of a variable: of a local one from all that
// is assigned and added to it, of a parameter from all calls.
func (c *checker) evalVar(v *types.Var, depth int) value {
	if v.IsField() || v.Parent() == c.src.Types.Scope() || !isInteger(v.Type()) {
		return ofType(v.Type())
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
		case guard.Write:
			known = either(known, c.eval(u.Stmt.(*ast.AssignStmt).Rhs[0], depth))
		default:
			return unknown
		}
	}
	return known
}

func stepOf(u *guard.Use) constant.Value {
	if u.Step == nil {
		return constant.MakeUnknown()
	}
	return u.Step
}

// evalParam joins what is known of the arguments of all calls.
func (c *checker) evalParam(v *types.Var, depth int) value {
	if !c.isConstantVar(v) {
		return unknown
	}
	fn, i := c.paramOf(v)
	list := c.callsOf(fn)
	if fn == nil || !list.complete || len(list.calls) == 0 {
		return ofName(v)
	}
	var known value
	for n, call := range list.calls {
		args := call.Node().(*ast.CallExpr).Args
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

var addressName = regexp.MustCompile(`(?i)(ptr|addr|address|pointer)$`)

// ofName returns what is known of a parameter that others fill: a uintptr
// that is called an address is one.
func ofName(v *types.Var) value {
	if b, ok := v.Type().(*types.Basic); ok && b.Kind() == types.Uintptr && addressName.MatchString(v.Name()) {
		return value{step: 8, pointer: true}
	}
	return ofType(v.Type())
}

// paramOf returns the function that has the parameter, and its index.
func (c *checker) paramOf(v *types.Var) (*types.Func, int) {
	cur, ok := c.find(v)
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
func (c *checker) isConstantVar(v *types.Var) bool {
	for _, u := range c.guard.Uses(v) {
		if u.Kind != guard.Read && u.Kind != guard.Base {
			return false
		}
	}
	return true
}

// find returns the place where v is declared.
func (c *checker) find(v *types.Var) (inspector.Cursor, bool) {
	file := c.src.File(v.Pos())
	if file == nil {
		return inspector.Cursor{}, false
	}
	cur, ok := c.src.Inspector().Root().FindNode(file)
	if !ok {
		return inspector.Cursor{}, false
	}
	return cur.FindByPos(v.Pos(), v.Pos()+token.Pos(len(v.Name())))
}

// definition returns the value that v is declared with, or nil.
func (c *checker) definition(v *types.Var) ast.Expr {
	cur, ok := c.find(v)
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
