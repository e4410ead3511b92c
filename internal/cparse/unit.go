package cparse

import (
	"github.com/cgolint/cgolint/internal/ctoken"
	"github.com/cgolint/cgolint/internal/ctype"
)

// Unit reads the whole unit.
func (p *Parser) Unit(h Handler) {
	p.next()
	for p.tok.Kind != ctoken.EOF {
		p.external(h)
	}
}

// external reads one declaration. What cannot be read is noted and left out.
func (p *Parser) external(h Handler) {
	start, braces := p.tok.Pos, p.braces
	defer func() {
		p.exprs.reset()
		p.stmts.reset()
		switch e := recover().(type) {
		case nil:
		case bailout:
			p.note(e, "")
			p.closeTo(0)
			p.depth, p.inConstant, p.deepest = 0, 0, 0
			p.recover(start, braces)
		default:
			panic(e)
		}
	}()
	switch {
	case p.tok.Kind == ctoken.Semi:
		p.next()
	case p.kw == ctoken.Asm:
		p.asmName()
		p.expect(ctoken.Semi)
	case p.kw == ctoken.StaticAssert:
		p.staticAssert()
	case p.kw == ctoken.Extern && p.peek(1).Kind == ctoken.String:
		p.fail("it is C++")
	default:
		p.declaration(h)
	}
}

// maxErrors bounds how many errors are kept.
const maxErrors = 200

func (p *Parser) note(e bailout, function string) {
	if len(p.Errors) < maxErrors {
		p.Errors = append(p.Errors, Error{e.pos, function, e.text})
	}
}

// recover goes on after the declaration that begins at start, with as many
// braces open as before.
func (p *Parser) recover(start ctoken.Pos, braces int) {
	if p.tok.Pos == start && p.tok.Kind != ctoken.EOF && p.tok.Kind != ctoken.LBrace && p.tok.Kind != ctoken.Semi {
		stray := p.tok.Kind == ctoken.RBrace || p.tok.Kind == ctoken.RParen
		p.next()
		p.braces = max(p.braces, braces)
		if stray {
			return
		}
	}
	for p.tok.Kind != ctoken.EOF {
		switch {
		case p.tok.Kind == ctoken.Semi && p.braces <= braces:
			p.next()
			p.braces = braces
			return
		case p.tok.Kind == ctoken.RBrace && p.braces <= braces+1:
			p.next()
			p.braces = braces
			if p.tok.Kind == ctoken.Semi {
				p.next()
				return
			}
			if p.tok.Flags&ctoken.LineStart != 0 || p.startsType(p.tok) {
				return
			}
			continue
		}
		p.next()
	}
}

// staticAssert reads _Static_assert(…), which is not tested.
func (p *Parser) staticAssert() {
	p.next()
	p.skipParens()
	p.accept(ctoken.Semi)
}

// asmName reads asm("NAME"), which may follow a declarator.
func (p *Parser) asmName() {
	for p.kw == ctoken.Asm {
		p.next()
		for p.kw == ctoken.Volatile || p.kw == ctoken.Inline || p.kw == ctoken.Goto {
			p.next()
		}
		p.skipParens()
	}
}

// declaration reads a declaration outside of functions.
func (p *Parser) declaration(h Handler) {
	first := p.tok
	s := p.specifiers()
	if p.tok.Kind == ctoken.Semi {
		if !s.hasType() && !s.storage {
			p.unexpected()
		}
		p.next()
		return
	}
	if !s.hasType() && !s.storage && !s.auto && (first.Kind != ctoken.Ident || p.tok.Kind != ctoken.Ident || p.peek(1).Kind != ctoken.LParen) {
		p.fail("unexpected %s, expected a declaration", p.spell(p.tok))
	}
	for n := 0; ; n++ {
		d := p.declarator(named)
		obj := p.object(s, d)
		if n == 0 && obj.Kind == Func && p.startsBody() {
			p.definition(h, obj, d)
			return
		}
		p.initDeclarator(h, obj, s, d)
		if !p.accept(ctoken.Comma) {
			break
		}
		p.attributes(&s.attrs)
	}
	p.expect(ctoken.Semi)
}

// object makes the object that a declarator declares.
func (p *Parser) object(s *specifiers, d *declarator) *Object {
	p.asmName()
	p.attributes(&d.attrs)
	p.asmName()
	p.attributes(&d.attrs)
	obj := &Object{
		Name: d.name, Pos: d.pos, Static: s.static, Extern: s.extern, ThreadLocal: s.thread || d.attrs.thread,
		NoReturn: s.noReturn || d.attrs.noReturn, Local: p.level > 0,
	}
	obj.Type = s.typ
	if s.typ != nil {
		obj.Type = p.declared(s.typ, d)
	}
	align := max(s.attrs.align, d.attrs.align)
	switch {
	case s.typedef:
		obj.Kind = Typedef
		obj.Type = p.named(obj.Type, d.name, align)
	case obj.Type != nil && obj.Type.Kind == ctype.Function:
		obj.Kind = Func
		obj.Extern = !s.static
	}
	return obj
}

// named returns the type that a typedef makes.
func (p *Parser) named(t *ctype.Type, name ctoken.Name, align int64) *ctype.Type {
	c := *t
	c.Typedef = name
	if align > 0 && align <= 1<<28 {
		c.Align = int32(align)
	}
	return &c
}

// initDeclarator declares an object with its initializer.
func (p *Parser) initDeclarator(h Handler, obj *Object, s *specifiers, d *declarator) {
	if p.tok.Kind == ctoken.Assign && !s.auto {
		// The name counts in its initializer.
		obj = p.declare(obj)
	}
	var init *Init
	if p.accept(ctoken.Assign) {
		p.isStatic = true
		init = p.initializer(obj.Type)
		obj.Type = init.Type
	}
	if obj.Type == nil {
		p.failAt(d.pos, "%s has no type", p.names.Text(d.name))
	}
	if obj.Kind == Var && obj.Type.Kind == ctype.Void && !s.extern {
		p.failAt(d.pos, "%s is declared void", p.names.Text(d.name))
	}
	obj = p.declare(obj)
	if obj.Kind == Var && h != nil {
		h.Variable(obj, init)
	}
}
