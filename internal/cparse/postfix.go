package cparse

import (
	"github.com/cgolint/cgolint/internal/ctoken"
	"github.com/cgolint/cgolint/internal/ctype"
)

// postfix reads calls, indexes, members and steps after an expression.
func (p *Parser) postfix(x *Expr) *Expr {
	for {
		switch p.tok.Kind {
		case ctoken.LBrack:
			x = p.index(x)
		case ctoken.LParen:
			x = p.call(x)
		case ctoken.Dot, ctoken.Arrow:
			x = p.member(x)
		case ctoken.Inc:
			p.next()
			x = p.unaryOf(PostInc, x.Pos, x, x.Type.Unqualified())
		case ctoken.Dec:
			p.next()
			x = p.unaryOf(PostDec, x.Pos, x, x.Type.Unqualified())
		default:
			return x
		}
	}
}

func (p *Parser) index(x *Expr) *Expr {
	p.next()
	y := p.expression()
	p.expect(ctoken.RBrack)
	base, index := x, y
	if x.Type.IsInteger() {
		base, index = y, x
	}
	var elem *ctype.Type
	switch t := base.Type.Decay(); t.Kind {
	case ctype.Pointer, ctype.Vector:
		elem = t.Elem
	default:
		p.failAt(x.Pos, "what is no array is indexed")
	}
	e := p.holds(p.newExpr(Index, x.Pos, elem), x, y)
	if known, at := p.address(base); known && index.Val.Kind == Integer {
		size, _ := p.target.Size(elem)
		e.placed, e.place = true, at+size*index.Val.Bits
	}
	return e
}

func (p *Parser) call(x *Expr) *Expr {
	p.next()
	t := x.Type
	if t.Kind == ctype.Pointer {
		t = t.Elem
	}
	if t.Kind != ctype.Function {
		p.failAt(x.Pos, "what is no function is called")
	}
	e := p.holds(p.newExpr(Call, x.Pos, t.Elem), x, nil)
	for p.tok.Kind != ctoken.RParen {
		arg := p.assignment()
		e.Args, e.depth = append(e.Args, arg), max(e.depth, arg.depth+1)
		if !p.accept(ctoken.Comma) {
			break
		}
	}
	p.expect(ctoken.RParen)
	if x.Op == Name && x.Obj.Kind == Func {
		p.builtinCall(e, x.Obj.Text)
	}
	return e
}

func (p *Parser) member(x *Expr) *Expr {
	op, t := Member, x.Type
	if p.tok.Kind == ctoken.Arrow {
		op, t = Arrow, x.Type.Decay()
		if t.Kind != ctype.Pointer {
			p.fail("what is no pointer has no members")
		}
		t = t.Elem
	}
	p.next()
	if !t.IsRecord() {
		p.fail("what is no struct has no members")
	}
	name := p.name()
	way, offset := t.Record.Find(name)
	if way == nil {
		p.failAt(x.Pos, "there is no member %s", p.names.Text(name))
	}
	field := way[len(way)-1]
	e := p.holds(p.newExpr(op, x.Pos, field.Type.With(t.Qual)), x, nil)
	e.Member = name
	if op == Member && x.placed {
		e.placed, e.place = true, x.place+offset
	}
	if op == Arrow {
		if known, at := p.address(x); known {
			e.placed, e.place = true, at+offset
		}
	}
	return e
}
