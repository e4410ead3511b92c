package cir

import "modernc.org/cc/v4"

// expr lowers an expression and returns its value.
func (b *funcLowerer) expr(n cc.ExpressionNode) Value {
	if v, ok := b.known(n); ok {
		return v
	}
	b.effort()
	switch n := n.(type) {
	case *cc.PrimaryExpression:
		return b.primary(n)
	case *cc.PostfixExpression:
		return b.postfix(n)
	case *cc.UnaryExpression:
		return b.unary(n)
	case *cc.CastExpression:
		return b.cast(n)
	case *cc.AssignmentExpression:
		return b.assignment(n)
	case *cc.ConditionalExpression:
		return b.conditional(n)
	case *cc.ExpressionList:
		return b.comma(n)
	case *cc.ConstantExpression:
		return b.expr(n.ConditionalExpression)
	case *cc.AdditiveExpression:
		return b.additive(n)
	}
	return b.binary(n)
}

// known returns the constant that the type checker found the expression to
// be.
func (b *funcLowerer) known(n cc.ExpressionNode) (Value, bool) {
	if !n.Pure() {
		return 0, false // (x = 0) is 0 to the type checker
	}
	switch v := n.Value().(type) {
	case cc.Int64Value:
		if v != 0 && v > -maxErrno && v < maxErrno && isLiteral(n) {
			return b.constant(Const{Kind: IntConst, Int: int64(v), Name: Literal}), true
		}
		return b.integer(int64(v)), true
	case cc.UInt64Value:
		return b.integer(int64(v)), true
	case cc.StringValue:
		return b.constant(Const{Kind: StringConst, Name: literal(string(v))}), true
	case cc.UTF16StringValue, cc.UTF32StringValue:
		return b.constant(Const{Kind: StringConst}), true
	case cc.Float64Value:
		return b.opaque(), true
	}
	return 0, false
}

func (b *funcLowerer) comma(n *cc.ExpressionList) Value {
	for ; n.ExpressionList != nil; n = n.ExpressionList {
		b.expr(n.AssignmentExpression)
	}
	return b.expr(n.AssignmentExpression)
}

func (b *funcLowerer) primary(n *cc.PrimaryExpression) Value {
	switch n.Case {
	case cc.PrimaryExpressionIdent:
		return b.name(n)
	case cc.PrimaryExpressionExpr:
		return b.expr(n.ExpressionList)
	case cc.PrimaryExpressionStmt:
		return b.statementExpr(n.CompoundStatement)
	case cc.PrimaryExpressionGeneric:
		if a := n.GenericSelection.Associated(); a != nil {
			return b.expr(a.AssignmentExpression)
		}
	case cc.PrimaryExpressionString, cc.PrimaryExpressionLString:
		return b.constant(Const{Kind: StringConst})
	}
	return b.opaque()
}

func (b *funcLowerer) name(n *cc.PrimaryExpression) Value {
	d, ok := n.ResolvedTo().(*cc.Declarator)
	if !ok {
		return b.opaque()
	}
	if d.Type() != nil && d.Type().Kind() == cc.Function {
		b.want(d.Name())
		return b.constant(Const{Kind: FuncConst, Name: d.Name()})
	}
	return b.value(b.declared(d), n)
}

// value returns the value of the lvalue n at p.
func (b *funcLowerer) value(p place, n cc.ExpressionNode) Value {
	if isArray(n) {
		return b.array(p, n)
	}
	b.f.Volatile = b.f.Volatile || isVolatile(n.Type())
	if !p.direct && b.class(n.Type()) == Scalar && (b.testing && isByte(n.Type()) || b.threadLocal(p) || b.errno(p)) {
		b.f.Reads = true
		return b.into(Scalar, Instr{Op: Load, A: p.base, Path: b.path(p)})
	}
	v := b.load(p, b.class(n.Type()))
	if v >= 0 && b.class(n.Type()) == Aggregate && !b.pointers(n.Type(), 0) {
		b.f.Vars[v].Pointers = false
	}
	return v
}

// statementExpr lowers ({ … }), whose value is the last statement's.
func (b *funcLowerer) statementExpr(n *cc.CompoundStatement) Value {
	region := b.region
	v := b.opaque()
	for list := n.BlockItemList; list != nil; list = list.BlockItemList {
		item := list.BlockItem
		before := len(b.exits)
		if list.BlockItemList == nil && item.Case == cc.BlockItemStmt && item.Statement.Case == cc.StatementExpr {
			if e := item.Statement.ExpressionStatement.ExpressionList; e != nil {
				v = b.expr(e)
				break
			}
		}
		b.item(item)
		b.resume(before)
	}
	b.region = region
	return v
}

func (b *funcLowerer) postfix(n *cc.PostfixExpression) Value {
	switch n.Case {
	case cc.PostfixExpressionCall:
		return b.call(n)
	case cc.PostfixExpressionInc, cc.PostfixExpressionDec:
		p := b.placeOrTemp(n.PostfixExpression)
		old := b.load(p, b.class(n.Type()))
		if old >= 0 {
			old = b.into(b.class(n.Type()), Instr{Op: Copy, A: old})
		}
		b.step(p, old, n.Type())
		return old
	}
	if p, ok := b.place(n); ok {
		return b.value(p, n)
	}
	return b.opaque()
}

// step lowers ++ and --.
func (b *funcLowerer) step(p place, old Value, t cc.Type) Value {
	v := b.opaque()
	switch b.class(t) {
	case Pointer:
		v = b.into(Pointer, Instr{Op: Offset, A: old, B: None})
	case Int:
		v = b.into(Int, Instr{Op: Arith, A: old, B: b.opaque()})
	case Scalar:
		if old >= 0 {
			v = b.into(Scalar, Instr{Op: Arith, A: old, B: b.opaque()})
		}
	}
	b.store(p, v)
	return v
}

func (b *funcLowerer) unary(n *cc.UnaryExpression) Value {
	switch n.Case {
	case cc.UnaryExpressionInc, cc.UnaryExpressionDec:
		p := b.placeOrTemp(n.UnaryExpression)
		return b.step(p, b.load(p, b.class(n.Type())), n.Type())
	case cc.UnaryExpressionAddrof:
		if p, ok := b.place(n.CastExpression); ok {
			return b.address(p)
		}
		return b.expr(n.CastExpression) // a function, or something that is no lvalue
	case cc.UnaryExpressionDeref:
		return b.deref(n)
	case cc.UnaryExpressionPlus:
		return b.expr(n.CastExpression)
	case cc.UnaryExpressionMinus:
		return b.into(b.class(n.Type()), Instr{Op: Arith, Aux: OpNeg, A: b.expr(n.CastExpression), B: b.opaque()})
	case cc.UnaryExpressionCpl:
		return b.into(b.class(n.Type()), Instr{Op: Arith, A: b.expr(n.CastExpression), B: b.opaque()})
	case cc.UnaryExpressionNot:
		return b.into(Scalar, Instr{Op: Arith, Aux: OpNot, A: b.expr(n.CastExpression), B: None})
	case cc.UnaryExpressionReal, cc.UnaryExpressionImag:
		b.expr(n.UnaryExpression)
	case cc.UnaryExpressionLabelAddr:
		return b.constant(Const{Kind: StringConst})
	}
	return b.opaque()
}

func (b *funcLowerer) deref(n *cc.UnaryExpression) Value {
	v := b.expr(n.CastExpression)
	if sameFunction(n) {
		return v // *f is f
	}
	return b.value(place{base: v}, n)
}

// sameFunction reports whether the operand of * is a function pointer, of
// which * makes nothing new.
func sameFunction(n *cc.UnaryExpression) bool {
	t := n.CastExpression.Type()
	if t == nil || t.Kind() != cc.Ptr {
		return false
	}
	return t.(*cc.PointerType).Elem().Kind() == cc.Function
}

func (b *funcLowerer) cast(n *cc.CastExpression) Value {
	if n.Case != cc.CastExpressionCast {
		return b.expr(n.UnaryExpression)
	}
	v := b.expr(n.CastExpression)
	if b.class(n.Type()) == Scalar && v >= 0 && b.f.Vars[v].Class != Scalar {
		return b.into(Scalar, Instr{Op: Arith, A: v, B: None}) // a pointer cut short
	}
	if b.class(n.Type()) == Pointer && v >= 0 && b.f.Vars[v].Class == Scalar {
		return b.opaque()
	}
	return v
}

func (b *funcLowerer) assignment(n *cc.AssignmentExpression) Value {
	if n.Case == cc.AssignmentExpressionAssign {
		v := b.expr(n.AssignmentExpression)
		p := b.placeOrTemp(n.UnaryExpression)
		b.mark(n)
		b.store(p, v)
		return v
	}
	b.f.Traps = b.f.Traps || n.Case == cc.AssignmentExpressionDiv || n.Case == cc.AssignmentExpressionMod
	p := b.placeOrTemp(n.UnaryExpression)
	old := b.load(p, b.class(n.UnaryExpression.Type()))
	v := b.expr(n.AssignmentExpression)
	b.mark(n)
	result := b.opaque()
	switch c := b.class(n.UnaryExpression.Type()); {
	case c == Pointer:
		result = b.into(c, Instr{Op: Offset, A: old, B: None})
	case c == Int || old >= 0:
		result = b.into(c, Instr{Op: Arith, A: old, B: v, Aux: assignOp(n.Case)})
	}
	b.store(p, result)
	return result
}

func assignOp(c cc.AssignmentExpressionCase) uint8 {
	switch c {
	case cc.AssignmentExpressionAnd:
		return OpAnd
	case cc.AssignmentExpressionOr:
		return OpOr
	case cc.AssignmentExpressionAdd:
		return OpAdd
	case cc.AssignmentExpressionSub:
		return OpSub
	}
	return OpOther
}
