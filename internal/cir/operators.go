package cir

import "modernc.org/cc/v4"

func (b *funcLowerer) additive(n *cc.AdditiveExpression) Value {
	if n.Case == cc.AdditiveExpressionMul {
		return b.expr(n.MultiplicativeExpression)
	}
	x, y := b.expr(n.AdditiveExpression), b.expr(n.MultiplicativeExpression)
	xc, yc := b.class(n.AdditiveExpression.Type()), b.class(n.MultiplicativeExpression.Type())
	switch {
	case xc == Pointer && yc == Pointer:
		return b.opaque() // a difference
	case xc == Pointer:
		return b.into(Pointer, Instr{Op: Offset, A: x, B: None})
	case yc == Pointer:
		return b.into(Pointer, Instr{Op: Offset, A: y, B: None})
	}
	op := OpAdd
	if n.Case == cc.AdditiveExpressionSub {
		op = OpSub
	}
	return b.arith(n, op, x, y)
}

// arith computes a number, which matters if it may hold a pointer or be a
// condition.
func (b *funcLowerer) arith(n cc.ExpressionNode, op uint8, x, y Value) Value {
	c := b.class(n.Type())
	if x < 0 && y < 0 {
		return b.opaque()
	}
	return b.into(c, Instr{Op: Arith, Aux: op, A: x, B: y})
}

// binary lowers the remaining operators.
func (b *funcLowerer) binary(n cc.ExpressionNode) Value {
	x, y, op := operands(n)
	switch {
	case x == nil:
		return b.opaque()
	case y == nil:
		return b.expr(x)
	case op == OpLAnd || op == OpLOr:
		return b.logical(op, x, y)
	}
	if m, ok := n.(*cc.MultiplicativeExpression); ok && m.Case != cc.MultiplicativeExpressionMul && cc.IsIntegerType(n.Type()) {
		b.f.Traps = true
	}
	return b.arith(n, op, b.expr(x), b.expr(y))
}

// operands returns the operands of a binary expression; y is nil when it is
// a level of the grammar without an operator.
func operands(n cc.ExpressionNode) (x, y cc.ExpressionNode, op uint8) {
	switch n := n.(type) {
	case *cc.MultiplicativeExpression:
		if n.Case == cc.MultiplicativeExpressionCast {
			return n.CastExpression, nil, 0
		}
		return n.MultiplicativeExpression, n.CastExpression, OpOther
	case *cc.ShiftExpression:
		if n.Case == cc.ShiftExpressionAdd {
			return n.AdditiveExpression, nil, 0
		}
		return n.ShiftExpression, n.AdditiveExpression, OpOther
	case *cc.RelationalExpression:
		if n.Case == cc.RelationalExpressionShift {
			return n.ShiftExpression, nil, 0
		}
		return n.RelationalExpression, n.ShiftExpression, relations[n.Case]
	case *cc.EqualityExpression:
		switch n.Case {
		case cc.EqualityExpressionRel:
			return n.RelationalExpression, nil, 0
		case cc.EqualityExpressionEq:
			return n.EqualityExpression, n.RelationalExpression, OpEq
		}
		return n.EqualityExpression, n.RelationalExpression, OpNe
	}
	return bitOperands(n)
}

func bitOperands(n cc.ExpressionNode) (x, y cc.ExpressionNode, op uint8) {
	switch n := n.(type) {
	case *cc.AndExpression:
		if n.Case == cc.AndExpressionEq {
			return n.EqualityExpression, nil, 0
		}
		return n.AndExpression, n.EqualityExpression, OpAnd
	case *cc.ExclusiveOrExpression:
		if n.Case == cc.ExclusiveOrExpressionAnd {
			return n.AndExpression, nil, 0
		}
		return n.ExclusiveOrExpression, n.AndExpression, OpOther
	case *cc.InclusiveOrExpression:
		if n.Case == cc.InclusiveOrExpressionXor {
			return n.ExclusiveOrExpression, nil, 0
		}
		return n.InclusiveOrExpression, n.ExclusiveOrExpression, OpOr
	case *cc.LogicalAndExpression:
		if n.Case == cc.LogicalAndExpressionOr {
			return n.InclusiveOrExpression, nil, 0
		}
		return n.LogicalAndExpression, n.InclusiveOrExpression, OpLAnd
	case *cc.LogicalOrExpression:
		if n.Case == cc.LogicalOrExpressionLAnd {
			return n.LogicalAndExpression, nil, 0
		}
		return n.LogicalOrExpression, n.LogicalAndExpression, OpLOr
	}
	return nil, nil, 0
}

var relations = map[cc.RelationalExpressionCase]uint8{
	cc.RelationalExpressionLt: OpLt, cc.RelationalExpressionGt: OpGt,
	cc.RelationalExpressionLeq: OpLe, cc.RelationalExpressionGeq: OpGe,
}

// logical lowers && and ||: the right operand runs on a condition.
func (b *funcLowerer) logical(op uint8, x, y cc.ExpressionNode) Value {
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

func (b *funcLowerer) conditional(n *cc.ConditionalExpression) Value {
	if n.Case == cc.ConditionalExpressionLOr {
		return b.expr(n.LogicalOrExpression)
	}
	cond := b.expr(n.LogicalOrExpression)
	c := b.class(n.Type())
	result := int32(-1)
	if c != Void {
		result = b.variable("", c)
	}
	pair := b.pair()
	otherwise, end := b.newLabel(), b.newLabel()
	arm := func(kind RegionKind, e cc.ExpressionNode) {
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
	arm(Then, n.ExpressionList)
	b.jumpTo(end)
	b.bind(otherwise)
	arm(Else, n.ConditionalExpression)
	b.bind(end)
	if result < 0 {
		return b.opaque()
	}
	return Value(result)
}
