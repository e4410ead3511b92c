package cparse

import (
	"math"
	"math/bits"

	"github.com/cgolint/cgolint/internal/ctype"
)

func boolean(b bool) Value {
	if b {
		return Value{Kind: Integer, Bits: 1}
	}
	return Value{Kind: Integer}
}

// integer returns the value of a constant integer expression.
func (ty *typing) integer(e *Expr) (int64, bool) {
	return e.Val.Bits, e.Val.Kind == Integer
}

// constant reads a constant integer expression.
func (p *Parser) constant() int64 {
	pos := p.tok.Pos
	p.inConstant++
	e := p.conditional()
	p.inConstant--
	n, ok := p.integer(e)
	if !ok {
		if e.Val.Kind == Floating {
			return int64(e.Val.Float)
		}
		p.failAt(pos, "it is not constant")
	}
	return n
}

// truth evaluates a constant condition.
func (ty *typing) truth(e *Expr) (truth, ok bool) {
	switch e.Val.Kind {
	case Integer:
		return e.Val.Bits != 0, true
	case Floating:
		return e.Val.Float != 0, true
	}
	return isLiteral(e), isLiteral(e)
}

// fold evaluates an arithmetic operation of which both operands are constant.
func (ty *typing) fold(e *Expr) {
	x, y := e.X.Val, e.Y.Val
	if x.Kind == Unknown || y.Kind == Unknown || e.Type.Kind == ctype.Complex {
		return
	}
	x = ty.converted(x, e.X.Type, e.Type)
	if e.Op != Shl && e.Op != Shr {
		y = ty.converted(y, e.Y.Type, e.Type)
	}
	switch {
	case x.Kind == Floating && y.Kind == Floating:
		e.Val = foldFloat(e.Op, x.Float, y.Float)
	case x.Kind == Integer && y.Kind == Integer:
		if n, ok := foldInteger(e.Op, x.Bits, y.Bits, ty.isUnsigned(e.Type)); ok {
			e.Val = ty.wrapped(n, e.Type)
		}
	}
}

func foldFloat(op Op, a, b float64) Value {
	v := Value{Kind: Floating}
	switch op {
	case Add:
		v.Float = a + b
	case Sub:
		v.Float = a - b
	case Mul:
		v.Float = a * b
	case Div:
		v.Float = a / b
	default:
		return Value{}
	}
	return v
}

func foldInteger(op Op, a, b int64, unsigned bool) (n int64, ok bool) {
	switch op {
	case Add:
		return a + b, true
	case Sub:
		return a - b, true
	case Mul:
		return a * b, true
	case And:
		return a & b, true
	case Or:
		return a | b, true
	case Xor:
		return a ^ b, true
	case Shl, Shr:
		return foldShift(op, a, b, unsigned)
	case Div, Mod:
		return foldDivision(op, a, b, unsigned)
	}
	return 0, false
}

func foldShift(op Op, a, b int64, unsigned bool) (n int64, ok bool) {
	switch {
	case b < 0 || b > 127:
		return 0, false
	case op == Shl:
		return a << uint(b), true
	case unsigned:
		return int64(uint64(a) >> uint(b)), true
	}
	return a >> uint(b), true
}

func foldDivision(op Op, a, b int64, unsigned bool) (n int64, ok bool) {
	switch {
	case b == 0 || b == -1 && a == math.MinInt64:
		return 0, false
	case unsigned && op == Div:
		return int64(uint64(a) / uint64(b)), true
	case unsigned:
		return int64(uint64(a) % uint64(b)), true
	case op == Div:
		return a / b, true
	}
	return a % b, true
}

// foldComparison evaluates a comparison of constants.
func (ty *typing) foldComparison(e *Expr, a, b *ctype.Type) {
	x, y := e.X.Val, e.Y.Val
	if x.Kind == Unknown || y.Kind == Unknown {
		return
	}
	t := ty.kind(ctype.ULongLong)
	if a.IsArithmetic() && b.IsArithmetic() {
		t = ty.usual(a, b)
	}
	x, y = ty.converted(x, a, t), ty.converted(y, b, t)
	var less, equal bool
	switch {
	case x.Kind == Floating && y.Kind == Floating:
		less, equal = x.Float < y.Float, x.Float == y.Float
	case x.Kind != Integer || y.Kind != Integer:
		return
	case ty.isUnsigned(t):
		less, equal = uint64(x.Bits) < uint64(y.Bits), x.Bits == y.Bits
	default:
		less, equal = x.Bits < y.Bits, x.Bits == y.Bits
	}
	switch e.Op {
	case Eq:
		e.Val = boolean(equal)
	case Ne:
		e.Val = boolean(!equal)
	case Lt:
		e.Val = boolean(less)
	case Ge:
		e.Val = boolean(!less)
	case Le:
		e.Val = boolean(less || equal)
	case Gt:
		e.Val = boolean(!less && !equal)
	}
}

// foldLogical evaluates && and ||, of which the left operand may decide.
func (ty *typing) foldLogical(e *Expr) {
	x, ok := ty.truth(e.X)
	if !ok {
		return
	}
	if x == (e.Op == LOr) {
		e.Val = boolean(x)
		return
	}
	if y, ok := ty.truth(e.Y); ok {
		e.Val = boolean(y)
	}
}

// foldPointer evaluates arithmetic on constant addresses.
func (ty *typing) foldPointer(e *Expr, a, b *ctype.Type) {
	elem := a.Elem
	if a.Kind != ctype.Pointer {
		elem = b.Elem
	}
	size, ok := ty.target.Size(elem)
	known, x := ty.address(e.X)
	knownToo, y := ty.address(e.Y)
	if !known || !knownToo || !ok {
		return
	}
	switch {
	case a.Kind == ctype.Pointer && b.Kind == ctype.Pointer:
		if size == 0 {
			return
		}
		x = (x - y) / size
	case a.Kind != ctype.Pointer:
		x = x*size + y
	case e.Op == Sub:
		x -= y * size
	default:
		x += y * size
	}
	e.Val = ty.wrapped(x, e.Type)
}

// foldBits evaluates the builtins that count or swap bits.
func foldBits(name string, v uint64, width int) (n int64, ok bool) {
	switch name {
	case "bswap":
		return int64(bits.ReverseBytes64(v) >> uint(64-width)), true
	case "popcount":
		return int64(bits.OnesCount64(v)), true
	case "clz":
		return int64(bits.LeadingZeros64(v) - (64 - width)), v != 0
	case "ctz":
		return int64(bits.TrailingZeros64(v)), v != 0
	case "ffs":
		if v == 0 {
			return 0, true
		}
		return int64(bits.TrailingZeros64(v)) + 1, true
	case "parity":
		return int64(bits.OnesCount64(v) & 1), true
	}
	return 0, false
}
