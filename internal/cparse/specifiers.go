package cparse

import (
	"github.com/cgolint/cgolint/internal/ctoken"
	"github.com/cgolint/cgolint/internal/ctype"
)

// specifiers are what a declaration begins with.
type specifiers struct {
	typ      *ctype.Type
	attrs    attributes
	qual     ctype.Qual
	typedef  bool
	extern   bool
	static   bool
	register bool
	auto     bool // the type is that of the initializer
	thread   bool
	noReturn bool
	storage  bool // a word beside the type was seen

	words words
}

// specifiers reads declaration specifiers. Where there is no type it is int.
func (p *Parser) specifiers() *specifiers {
	s := &specifiers{}
	for p.specifier(s) {
	}
	p.finishSpecifiers(s)
	return s
}

// finishSpecifiers makes the type of what was read.
func (p *Parser) finishSpecifiers(s *specifiers) {
	if s.words.any {
		if s.typ != nil && s.words.base != ctoken.NoKeyword {
			p.fail("two types in one declaration")
		}
		if s.typ == nil || s.typ.Kind == ctype.Invalid {
			s.typ = p.arithmetic(&s.words)
		} else if s.words.unsigned && s.typ.IsInteger() {
			s.typ = p.kind(s.typ.Kind.Unsigned())
		} else if s.words.complex {
			s.typ = &ctype.Type{Kind: ctype.Complex, Elem: s.typ}
		}
	}
	if s.typ == nil && !s.auto {
		s.typ = p.kind(ctype.Int)
	}
	if s.typ != nil {
		s.typ = p.attributed(s.typ, &s.attrs).With(s.qual)
	}
}

// hasType reports whether a type was read.
func (s *specifiers) hasType() bool { return s.typ != nil || s.words.any }

// specifier reads one specifier. It returns false when there is none.
func (p *Parser) specifier(s *specifiers) bool {
	switch k := p.kw; {
	case k == ctoken.NoKeyword:
		if p.tok.Kind == ctoken.LBrack && p.peek(1).Kind == ctoken.LBrack {
			p.attributes(&s.attrs)
			return true
		}
		return p.typedefName(s)
	case k <= ctoken.Constexpr:
		p.storage(s)
	case k <= ctoken.Ignored:
		p.qualifier(s)
	case k <= ctoken.BitInt:
		p.word(s)
	case k == ctoken.Struct || k == ctoken.Union:
		s.typ = p.record()
	case k == ctoken.Enum:
		s.typ = p.enum()
	case k == ctoken.Typeof || k == ctoken.TypeofUnqual:
		p.next()
		s.typ = p.typeof()
		if k == ctoken.TypeofUnqual {
			s.typ = s.typ.Unqualified()
		}
	case k == ctoken.Attribute || k == ctoken.Declspec:
		p.attributes(&s.attrs)
		s.noReturn = s.noReturn || s.attrs.noReturn
		s.thread = s.thread || s.attrs.thread
	case k == ctoken.Alignas:
		p.next()
		s.attrs.align = max(s.attrs.align, p.alignas())
	case k == ctoken.Extension:
		p.next()
	default:
		return false
	}
	return true
}

// typedefName reads a name that stands for a type, where none was read yet.
func (p *Parser) typedefName(s *specifiers) bool {
	if p.tok.Kind != ctoken.Ident || s.hasType() {
		return false
	}
	obj := p.lookup(p.tok.Name)
	if obj == nil || obj.Kind != Typedef {
		return false
	}
	if s.auto {
		return false
	}
	s.typ = obj.Type
	p.next()
	return true
}

func (p *Parser) storage(s *specifiers) {
	s.storage = true
	switch p.kw {
	case ctoken.Typedef:
		s.typedef = true
	case ctoken.Extern:
		s.extern = true
	case ctoken.Static:
		s.static = true
	case ctoken.Register:
		s.register = true
	case ctoken.AutoType:
		s.auto = true
	case ctoken.Auto:
		// C23's auto, when no type follows.
		next := p.peek(1)
		s.auto = next.Kind == ctoken.Ident && !p.startsType(next) && !s.hasType()
	case ctoken.ThreadLocal:
		s.thread = true
	case ctoken.NoReturn:
		s.noReturn = true
	case ctoken.Constexpr:
		s.static = s.static || p.level == 0
		s.qual |= ctype.Const
	}
	p.next()
}

func (p *Parser) qualifier(s *specifiers) {
	s.storage = true
	if p.kw == ctoken.Atomic && p.peek(1).Kind == ctoken.LParen {
		p.next()
		p.next()
		s.typ = p.typeName()
		p.expect(ctoken.RParen)
		s.qual |= ctype.Atomic
		return
	}
	s.qual |= qualifierOf(p.kw)
	p.next()
}

func qualifierOf(k ctoken.Keyword) ctype.Qual {
	switch k {
	case ctoken.Const:
		return ctype.Const
	case ctoken.Volatile:
		return ctype.Volatile
	case ctoken.Restrict:
		return ctype.Restrict
	case ctoken.Atomic:
		return ctype.Atomic
	}
	return 0
}

// typeof reads (EXPRESSION) or (TYPE) after typeof.
func (p *Parser) typeof() *ctype.Type {
	p.expect(ctoken.LParen)
	var t *ctype.Type
	if p.startsType(p.tok) {
		t = p.typeName()
	} else {
		t = p.expression().Type
	}
	p.expect(ctoken.RParen)
	return t
}

// alignas reads what is in the parentheses of _Alignas.
func (p *Parser) alignas() int64 {
	p.expect(ctoken.LParen)
	var n int64
	if p.startsType(p.tok) {
		n = p.target.Alignof(p.typeName())
	} else {
		n = p.constant()
	}
	p.expect(ctoken.RParen)
	return n
}

// typeName reads the name of a type, as in a cast.
func (p *Parser) typeName() *ctype.Type {
	s := p.specifiers()
	if s.typ == nil || !s.hasType() && !s.storage {
		p.unexpected()
	}
	d := p.declarator(abstract)
	return p.declared(s.typ, d)
}
