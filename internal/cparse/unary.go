package cparse

import (
	"github.com/cgolint/cgolint/internal/ctoken"
	"github.com/cgolint/cgolint/internal/ctype"
)

// unary reads an expression with prefix operators.
func (p *Parser) unary() *Expr {
	pos := p.tok.Pos
	switch p.tok.Kind {
	case ctoken.Inc, ctoken.Dec:
		op := PreInc
		if p.tok.Kind == ctoken.Dec {
			op = PreDec
		}
		p.next()
		x := p.nestedUnary()
		return p.unaryOf(op, pos, x, x.Type.Unqualified())
	case ctoken.And:
		p.next()
		return p.addressOf(pos, p.nestedCast())
	case ctoken.Star:
		p.next()
		return p.dereference(pos, p.nestedCast())
	case ctoken.Plus:
		return p.arithmeticUnary(Plus, pos)
	case ctoken.Minus:
		return p.arithmeticUnary(Neg, pos)
	case ctoken.Tilde:
		return p.arithmeticUnary(Cpl, pos)
	case ctoken.Not:
		p.next()
		x := p.nestedCast()
		e := p.unaryOf(Not, pos, x, p.kind(ctype.Int))
		if truth, ok := p.truth(x); ok {
			e.Val = boolean(!truth)
		}
		return e
	case ctoken.AndAnd:
		p.next()
		e := p.newExpr(LabelAddr, pos, ctype.PointerTo(p.kind(ctype.Void)))
		e.Member = p.name()
		return e
	}
	switch p.kw {
	case ctoken.Sizeof, ctoken.Alignof:
		return p.sizeof(pos)
	case ctoken.Extension:
		p.next()
		return p.nestedCast()
	case ctoken.Real, ctoken.Imag:
		op := Real
		if p.kw == ctoken.Imag {
			op = Imag
		}
		p.next()
		x := p.nestedCast()
		t := x.Type
		if t.Kind == ctype.Complex {
			t = t.Elem
		}
		return p.unaryOf(op, pos, x, t)
	}
	return p.postfix(p.primary())
}

func (p *Parser) nestedUnary() *Expr {
	p.enter()
	defer p.leave()
	return p.unary()
}

func (p *Parser) nestedCast() *Expr {
	p.enter()
	defer p.leave()
	return p.cast()
}

func (p *Parser) unaryOf(op Op, pos ctoken.Pos, x *Expr, t *ctype.Type) *Expr {
	return p.holds(p.newExpr(op, pos, t), x, nil)
}

func (p *Parser) arithmeticUnary(op Op, pos ctoken.Pos) *Expr {
	p.next()
	x := p.nestedCast()
	t := x.Type.Decay()
	if t.Kind == ctype.Void || t.IsRecord() || t.Kind == ctype.Pointer && op != Plus {
		p.failAt(pos, "an operand cannot have this type")
	}
	e := p.unaryOf(op, pos, x, p.promoted(t))
	switch v := p.converted(x.Val, x.Type, e.Type); {
	case v.Kind == Unknown:
	case op == Plus:
		e.Val = v
	case op == Neg && v.Kind == Floating:
		e.Val = Value{Kind: Floating, Float: -v.Float}
	case op == Neg:
		e.Val = p.wrapped(-v.Bits, e.Type)
	case v.Kind == Integer:
		e.Val = p.wrapped(^v.Bits, e.Type)
	}
	return e
}

func (p *Parser) addressOf(pos ctoken.Pos, x *Expr) *Expr {
	t := ctype.PointerTo(x.Type)
	if x.Type.Kind == ctype.Array {
		t.Elem = x.Type
	}
	e := p.unaryOf(AddrOf, pos, x, t)
	if x.placed {
		e.Val = Value{Kind: Integer, Bits: x.place}
	}
	return e
}

func (p *Parser) dereference(pos ctoken.Pos, x *Expr) *Expr {
	t := x.Type.Decay()
	if t.Kind != ctype.Pointer {
		p.failAt(pos, "what is no pointer is dereferenced")
	}
	e := p.unaryOf(Deref, pos, x, t.Elem)
	e.placed, e.place = p.address(x)
	return e
}

// address returns the constant address that a pointer expression is.
func (ty *typing) address(x *Expr) (known bool, at int64) {
	switch {
	case x.Val.Kind == Integer:
		return true, x.Val.Bits
	case x.placed && x.Type.Kind == ctype.Array:
		return true, x.place
	}
	return false, 0
}

// sizeof reads sizeof and _Alignof, of a type or an expression.
func (p *Parser) sizeof(pos ctoken.Pos) *Expr {
	op := Sizeof
	standard := p.tok.Name == ctoken.Word("_Alignof") || p.tok.Name == ctoken.Word("alignof")
	if p.kw == ctoken.Alignof {
		op = Alignof
	}
	p.next()
	e := p.newExpr(op, pos, p.kind(p.target.SizeT))
	var t *ctype.Type
	if p.tok.Kind == ctoken.LParen && p.startsType(p.peek(1)) {
		start := p.tok.Pos
		p.next()
		t = p.typeName()
		p.expect(ctoken.RParen)
		if p.tok.Kind == ctoken.LBrace {
			e.X = p.postfix(p.compoundLiteral(start, t))
			t = e.X.Type
		} else {
			e.Of = t
		}
	} else {
		e.X = p.nestedUnary()
		t = e.X.Type
	}
	if op == Alignof {
		e.Val = p.alignment(t, e.X, standard)
		return e
	}
	if n, ok := p.target.Size(t); ok {
		e.Val = Value{Kind: Integer, Bits: n}
	} else if !t.VLA && t.Kind != ctype.Invalid {
		p.failAt(pos, "sizeof an incomplete type")
	}
	return e
}

// alignment evaluates _Alignof, or GNU's __alignof__, which of a member gives
// what the member has.
func (ty *typing) alignment(t *ctype.Type, x *Expr, standard bool) Value {
	n := ty.target.AlignOf(t)
	if standard || x != nil && (x.Op == Member || x.Op == Arrow) {
		n = ty.target.Alignof(t)
	}
	return Value{Kind: Integer, Bits: n}
}
