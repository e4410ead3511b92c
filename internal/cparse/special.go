package cparse

import (
	"github.com/cgolint/cgolint/internal/ctoken"
	"github.com/cgolint/cgolint/internal/ctype"
)

// keywordExpr reads an expression that a keyword begins.
func (p *Parser) keywordExpr(pos ctoken.Pos) *Expr {
	k := p.kw
	switch k {
	case ctoken.True, ctoken.False:
		p.next()
		e := p.newExpr(Constant, pos, p.kind(ctype.Bool))
		e.Val = boolean(k == ctoken.True)
		return e
	case ctoken.Nullptr:
		p.next()
		e := p.newExpr(Constant, pos, ctype.PointerTo(p.kind(ctype.Void)))
		e.Val = Value{Kind: Integer}
		return e
	case ctoken.Generic:
		return p.generic(pos)
	case ctoken.VaArg:
		return p.convert(pos, VaArg, true)
	case ctoken.Offsetof:
		return p.offsetof(pos)
	case ctoken.ChooseExpr:
		return p.choose(pos)
	case ctoken.TypesCompatible:
		p.next()
		p.expect(ctoken.LParen)
		a := p.typeName()
		p.expect(ctoken.Comma)
		b := p.typeName()
		p.expect(ctoken.RParen)
		e := p.newExpr(Constant, pos, p.kind(ctype.Int))
		e.Val = boolean(ctype.Same(a, b))
		return e
	case ctoken.ConvertVector, ctoken.BitCast:
		return p.convert(pos, Cast, k == ctoken.ConvertVector)
	}
	p.unexpected()
	return nil
}

// convert reads what makes a TYPE of X: __builtin_va_arg(X, TYPE),
// __builtin_convertvector(X, TYPE) or, with the type first,
// __builtin_bit_cast(TYPE, X).
func (p *Parser) convert(pos ctoken.Pos, op Op, typeLast bool) *Expr {
	p.next()
	p.expect(ctoken.LParen)
	var x *Expr
	var t *ctype.Type
	if typeLast {
		x = p.assignment()
		p.expect(ctoken.Comma)
		t = p.typeName()
	} else {
		t = p.typeName()
		p.expect(ctoken.Comma)
		x = p.assignment()
	}
	p.expect(ctoken.RParen)
	e := p.newExpr(op, pos, t)
	e.Of, e.X = t, x
	return e
}

// generic reads _Generic(…), and returns what it chooses.
func (p *Parser) generic(pos ctoken.Pos) *Expr {
	p.next()
	p.expect(ctoken.LParen)
	var of *ctype.Type
	if p.startsType(p.tok) {
		of = p.typeName()
	} else {
		of = p.assignment().Type.Decay().Unqualified()
	}
	var chosen, fallback *Expr
	for p.accept(ctoken.Comma) {
		if p.acceptWord(ctoken.Default) {
			p.expect(ctoken.Colon)
			fallback = p.assignment()
			continue
		}
		t := p.typeName()
		p.expect(ctoken.Colon)
		x := p.assignment()
		if chosen == nil && t.Qual == of.Qual && ctype.Same(t, of) {
			chosen = x
		}
	}
	p.expect(ctoken.RParen)
	if chosen == nil {
		chosen = fallback
	}
	if chosen == nil {
		p.failAt(pos, "no type of _Generic fits")
	}
	return p.paren(pos, chosen)
}

// choose reads __builtin_choose_expr(C, X, Y).
func (p *Parser) choose(pos ctoken.Pos) *Expr {
	p.next()
	p.expect(ctoken.LParen)
	cond := p.assignment()
	p.expect(ctoken.Comma)
	x := p.assignment()
	p.expect(ctoken.Comma)
	y := p.assignment()
	p.expect(ctoken.RParen)
	if truth, ok := p.truth(cond); !ok || !truth {
		return p.paren(pos, y)
	}
	return p.paren(pos, x)
}

// offsetof reads __builtin_offsetof(TYPE, MEMBER).
func (p *Parser) offsetof(pos ctoken.Pos) *Expr {
	p.next()
	p.expect(ctoken.LParen)
	t := p.typeName()
	p.expect(ctoken.Comma)
	x := p.newExpr(Deref, pos, t)
	x.placed = true
	x = p.memberNamed(x)
	for {
		switch p.tok.Kind {
		case ctoken.Dot:
			p.next()
			x = p.memberNamed(x)
			continue
		case ctoken.LBrack:
			x = p.index(x)
			continue
		}
		break
	}
	p.expect(ctoken.RParen)
	e := p.newExpr(Constant, pos, p.kind(p.target.SizeT))
	if x.placed {
		e.Val = Value{Kind: Integer, Bits: x.place}
	}
	return e
}

// memberNamed selects the member that is named next.
func (p *Parser) memberNamed(x *Expr) *Expr {
	if !x.Type.IsRecord() {
		p.fail("what is no struct has no members")
	}
	name := p.name()
	way, offset := x.Type.Record.Find(name)
	if way == nil || !x.Type.Record.Complete {
		p.fail("there is no member %s", p.names.Text(name))
	}
	e := p.newExpr(Member, x.Pos, way[len(way)-1].Type)
	e.X, e.Member, e.placed, e.place = x, name, x.placed, x.place+offset
	return e
}
