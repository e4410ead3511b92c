package cparse

import (
	"github.com/cgolint/cgolint/internal/ctoken"
	"github.com/cgolint/cgolint/internal/ctype"
)

// expression reads an expression with commas.
func (p *Parser) expression() *Expr {
	e := p.assignment()
	for p.tok.Kind == ctoken.Comma {
		p.next()
		y := p.assignment()
		c := p.newExpr(Comma, e.Pos, y.Type.Decay())
		e = p.holds(c, e, y)
	}
	return e
}

// assignment reads an expression without commas.
func (p *Parser) assignment() *Expr {
	p.enter()
	defer p.leave()
	x := p.conditional()
	op := Name
	switch k := p.tok.Kind; {
	case k == ctoken.Assign:
	case k >= ctoken.AssignStar && k <= ctoken.AssignOr:
		op = operators[k-(ctoken.AssignStar-ctoken.Star)].op
	default:
		return x
	}
	p.next()
	y := p.assignment()
	e := p.newExpr(Assign, x.Pos, x.Type.Unqualified())
	e.Assigns = op
	return p.holds(e, x, y)
}

// conditional reads X ? Y : Z, or what binds closer.
func (p *Parser) conditional() *Expr {
	cond := p.binary(1)
	if p.tok.Kind != ctoken.Question {
		return cond
	}
	p.enter()
	defer p.leave()
	p.next()
	e := p.newExpr(Cond, cond.Pos, nil)
	e.X = cond
	if p.tok.Kind != ctoken.Colon {
		e.Y = p.expression()
	}
	p.expect(ctoken.Colon)
	e.Z = p.conditional()
	p.holds(e, cond, e.Y)
	e.depth = max(e.depth, e.Z.depth+1)
	y := e.Y
	if y == nil {
		y = cond
	}
	e.Type = p.merged(y, e.Z)
	if truth, ok := p.truth(cond); ok {
		chosen := e.Z
		if truth {
			chosen = y
		}
		e.Val = p.converted(chosen.Val, chosen.Type, e.Type)
	}
	return e
}

// merged returns the type of a conditional expression.
func (ty *typing) merged(y, z *Expr) *ctype.Type {
	a, b := y.Type.Decay(), z.Type.Decay()
	switch {
	case a.IsArithmetic() && b.IsArithmetic():
		return ty.usual(a, b)
	case a.Kind == ctype.Void || b.Kind == ctype.Void:
		return ty.kind(ctype.Void)
	case a.Kind == ctype.Pointer && b.Kind == ctype.Pointer:
		return ty.mergedPointer(y, z, a, b)
	case a.Kind == ctype.Pointer:
		return a
	case b.Kind == ctype.Pointer:
		return b
	}
	return a
}

func (ty *typing) mergedPointer(y, z *Expr, a, b *ctype.Type) *ctype.Type {
	switch {
	case isNull(y):
		return b
	case isNull(z):
		return a
	case b.Elem.Kind == ctype.Void:
		return ctype.PointerTo(b.Elem.With(a.Elem.Qual))
	case a.Elem.Kind == ctype.Void:
		return ctype.PointerTo(a.Elem.With(b.Elem.Qual))
	}
	return ctype.PointerTo(a.Elem.With(b.Elem.Qual))
}

// isNull reports whether an expression is a null pointer constant with the
// type void *.
func isNull(e *Expr) bool {
	return e.Val.Kind == Integer && e.Val.Bits == 0 && (e.Type.Kind != ctype.Pointer || e.Type.Elem.Kind == ctype.Void && e.Type.Elem.Qual == 0)
}

// operators are the binary operators by token.
var operators = [256]struct {
	op   Op
	prec uint8
}{
	ctoken.OrOr: {LOr, 1}, ctoken.AndAnd: {LAnd, 2}, ctoken.Or: {Or, 3}, ctoken.Xor: {Xor, 4}, ctoken.And: {And, 5},
	ctoken.Eq: {Eq, 6}, ctoken.Ne: {Ne, 6}, ctoken.Lt: {Lt, 7}, ctoken.Gt: {Gt, 7}, ctoken.Le: {Le, 7}, ctoken.Ge: {Ge, 7},
	ctoken.Shl: {Shl, 8}, ctoken.Shr: {Shr, 8}, ctoken.Plus: {Add, 9}, ctoken.Minus: {Sub, 9},
	ctoken.Star: {Mul, 10}, ctoken.Slash: {Div, 10}, ctoken.Percent: {Mod, 10},
}

// binary reads operators that bind at least as close as least says.
func (p *Parser) binary(least uint8) *Expr {
	x := p.cast()
	for {
		o := operators[p.tok.Kind]
		if o.prec < least || o.prec == 0 {
			return x
		}
		p.next()
		y := p.binary(o.prec + 1)
		x = p.operation(o.op, x, y)
	}
}

// operation makes x op y.
func (p *Parser) operation(op Op, x, y *Expr) *Expr {
	e := p.holds(p.newExpr(op, x.Pos, nil), x, y)
	a, b := x.Type.Decay(), y.Type.Decay()
	if a.Kind == ctype.Void || b.Kind == ctype.Void {
		p.failAt(x.Pos, "an operand has no value")
	}
	switch {
	case op == LAnd || op == LOr:
		e.Type = p.kind(ctype.Int)
		p.foldLogical(e)
		return e
	case a.Kind == ctype.Vector || b.Kind == ctype.Vector:
		e.Type = a
		if a.Kind != ctype.Vector {
			e.Type = b
		}
		return e
	case op >= Eq && op <= Ge:
		e.Type = p.kind(ctype.Int)
		p.foldComparison(e, a, b)
		return e
	case op == Shl || op == Shr:
		e.Type = p.promoted(a)
	case a.Kind == ctype.Pointer || b.Kind == ctype.Pointer:
		p.pointerOperation(e, a, b)
		return e
	default:
		e.Type = p.usual(a, b)
	}
	p.fold(e)
	return e
}

// pointerOperation completes an addition or subtraction of pointers.
func (p *Parser) pointerOperation(e *Expr, a, b *ctype.Type) {
	switch {
	case a.Kind == ctype.Pointer && b.Kind == ctype.Pointer && e.Op == Sub:
		e.Type = p.kind(p.target.PtrdiffT)
	case a.Kind == ctype.Pointer && (e.Op == Add || e.Op == Sub) && b.Kind != ctype.Pointer:
		e.Type = a
	case b.Kind == ctype.Pointer && e.Op == Add && a.Kind != ctype.Pointer:
		e.Type = b
	default:
		p.failAt(e.Pos, "a pointer cannot be an operand here")
	}
	p.foldPointer(e, a, b)
}

// cast reads (TYPE)X, or what binds closer.
func (p *Parser) cast() *Expr {
	if p.tok.Kind != ctoken.LParen || !p.startsType(p.peek(1)) {
		return p.unary()
	}
	p.enter()
	defer p.leave()
	pos := p.tok.Pos
	p.next()
	t := p.typeName()
	p.expect(ctoken.RParen)
	if p.tok.Kind == ctoken.LBrace {
		return p.postfix(p.compoundLiteral(pos, t))
	}
	x := p.cast()
	return p.castTo(pos, t, x)
}

func (p *Parser) castTo(pos ctoken.Pos, t *ctype.Type, x *Expr) *Expr {
	from := x.Type.Decay()
	if t.IsScalar() && !from.IsScalar() && from.Kind != ctype.Vector {
		p.failAt(pos, "a value of this type cannot be cast to a number or pointer")
	}
	e := p.holds(p.newExpr(Cast, pos, t.Unqualified()), x, nil)
	e.Of = t
	if t.Kind != ctype.Void {
		v := x.Val
		if x.placed && (x.Type.Kind == ctype.Array || x.Type.Kind == ctype.Function) {
			v = Value{Kind: Integer, Bits: x.place}
		}
		e.Val = p.converted(v, from, t)
	}
	return e
}

func (p *Parser) compoundLiteral(pos ctoken.Pos, t *ctype.Type) *Expr {
	old := p.isStatic
	p.isStatic = p.level == 0
	init := p.braced(t)
	p.isStatic = old
	e := p.newExpr(Literal, pos, init.Type)
	e.Of, e.Init = t, &init
	return e
}
