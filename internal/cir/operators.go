package cir

import (
	"github.com/cgolint/cgolint/internal/cparse"
	"github.com/cgolint/cgolint/internal/ctype"
)

func (b *funcLowerer) additive(n *cparse.Expr) Value {
	x, y := b.expr(n.X), b.expr(n.Y)
	xc, yc := b.class(n.X.Type), b.class(n.Y.Type)
	switch {
	case xc == Pointer && yc == Pointer:
		return b.opaque() // a difference
	case xc == Pointer:
		return b.into(Pointer, Instr{Op: Offset, A: x, B: None})
	case yc == Pointer:
		return b.into(Pointer, Instr{Op: Offset, A: y, B: None})
	}
	return b.arith(n, arithmeticOps[n.Op], x, y)
}

// arith computes a number, which matters if it may hold a pointer or be a
// condition.
func (b *builder) arith(n *cparse.Expr, op uint8, x, y Value) Value {
	if x < 0 && y < 0 {
		return b.opaque()
	}
	return b.into(b.class(n.Type), Instr{Op: Arith, Aux: op, A: x, B: y})
}

// arithmeticOps are the operators of Arith; the others are OpOther.
var arithmeticOps = map[cparse.Op]uint8{
	cparse.Add: OpAdd, cparse.Sub: OpSub, cparse.And: OpAnd, cparse.Or: OpOr, cparse.LAnd: OpLAnd, cparse.LOr: OpLOr,
	cparse.Eq: OpEq, cparse.Ne: OpNe, cparse.Lt: OpLt, cparse.Gt: OpGt, cparse.Le: OpLe, cparse.Ge: OpGe,
}

// binary lowers the binary operators.
func (b *funcLowerer) binary(n *cparse.Expr) Value {
	switch n.Op {
	case cparse.Add, cparse.Sub:
		return b.additive(n)
	case cparse.LAnd, cparse.LOr:
		return b.logical(arithmeticOps[n.Op], n.X, n.Y)
	case cparse.Div, cparse.Mod:
		b.f.Traps = b.f.Traps || n.Type.IsInteger()
	}
	return b.arith(n, arithmeticOps[n.Op], b.expr(n.X), b.expr(n.Y))
}

// logical lowers && and ||: the right operand runs on a condition.
func (b *funcLowerer) logical(op uint8, x, y *cparse.Expr) Value {
	left := b.expr(x)
	r := Region{Kind: Then, Cond: left, Pair: b.pair()}
	if op == OpLOr {
		r.Kind, r.Neg = Else, true
	}
	leave := b.enter(r)
	start := b.here()
	decided := b.newLabel()
	b.branchTo(decided, left, op == OpLAnd)
	b.noReturn = false
	right := b.expr(y)
	b.exitOf(r, start)
	leave()
	b.bind(decided)
	return b.into(Scalar, Instr{Op: Arith, Aux: op, A: left, B: right})
}

// exitOf notes an exit when the expression in region r never comes back, as
// in an assertion.
func (b *funcLowerer) exitOf(r Region, start int32) {
	if b.noReturn {
		b.exits = append(b.exits, exit{r.Cond, !r.Neg, r.Pair, returns, Range{start, b.here()}, b.at})
		b.noReturn = false
	}
}

func (b *funcLowerer) conditional(n *cparse.Expr) Value {
	cond := b.expr(n.X)
	result := int32(-1)
	if c := b.class(n.Type); c != Void {
		result = b.variable("", c)
	}
	pair := b.pair()
	otherwise, end := b.newLabel(), b.newLabel()
	arm := func(kind RegionKind, e *cparse.Expr) {
		r := Region{Kind: kind, Neg: kind == Else, Cond: cond, Pair: pair}
		leave := b.enter(r)
		start := b.here()
		b.noReturn = false
		v := cond // x ?: y
		if e != nil {
			v = b.expr(e)
		}
		if result >= 0 && !b.noReturn {
			b.emit(Instr{Op: Copy, Dst: result, A: v})
		}
		b.exitOf(r, start)
		leave()
	}
	b.branchTo(otherwise, cond, true)
	arm(Then, n.Y)
	b.jumpTo(end)
	b.bind(otherwise)
	arm(Else, n.Z)
	b.bind(end)
	if result < 0 {
		return b.opaque()
	}
	return Value(result)
}

func arithmetic(t *ctype.Type) bool { return t.IsArithmetic() }
