package cparse

import (
	"github.com/cgolint/cgolint/internal/ctoken"
	"github.com/cgolint/cgolint/internal/ctype"
)

// record reads struct or union, with its members where they follow.
func (p *Parser) record() *ctype.Type {
	p.enter()
	defer p.leave()
	kind := ctype.Struct
	if p.kw == ctoken.Union {
		kind = ctype.Union
	}
	var a attributes
	name := p.tag(&a)
	if p.tok.Kind != ctoken.LBrace {
		if name == 0 {
			p.unexpected()
		}
		return p.tagged(kind, name, p.tok.Kind == ctoken.Semi)
	}
	t := p.defined(kind, name)
	r := t.Record
	r.Pos = p.tok.Pos
	p.next()
	r.Fields = nil
	for p.tok.Kind != ctoken.RBrace {
		p.members(r)
	}
	p.next()
	p.attributes(&a)
	p.target.Layout(r, p.packing(&a))
	return t
}

func (p *Parser) packing(a *attributes) ctype.Packing {
	ms := p.target.MSBitFields && (!a.gcc || p.target.Clang) || a.ms && (p.target.IsX86() || p.target.Clang)
	return ctype.Packing{Packed: a.packed, Pack: p.pack, Align: a.align, MS: ms}
}

// tagged returns the struct, union or enum of a tag, which it declares where
// there is none. new says that it stands alone, and so declares a new one.
func (p *Parser) tagged(kind ctype.Kind, name ctoken.Name, alone bool) *ctype.Type {
	if t := p.lookupTag(name); t != nil && (!alone || t.level == p.level) {
		if t.kind != kind {
			p.fail("%s is another kind of tag", p.names.Text(name))
		}
		return t.typ
	}
	t := p.newTagged(kind, name)
	p.bindTag(name, &tag{kind: kind, typ: t})
	return t
}

func (p *Parser) newTagged(kind ctype.Kind, name ctoken.Name) *ctype.Type {
	if kind == ctype.Enum {
		return &ctype.Type{Kind: kind, Tag: &ctype.EnumTag{Tag: name}}
	}
	return &ctype.Type{Kind: kind, Record: &ctype.Record{Tag: name, Union: kind == ctype.Union}}
}

// defined returns the type of a tag whose definition follows.
func (p *Parser) defined(kind ctype.Kind, name ctoken.Name) *ctype.Type {
	if name == 0 {
		return p.newTagged(kind, 0)
	}
	if t := p.lookupTag(name); t != nil && t.level == p.level && t.kind == kind {
		if kind == ctype.Enum || !t.typ.Record.Complete {
			return t.typ
		}
	}
	t := p.newTagged(kind, name)
	p.bindTag(name, &tag{kind: kind, typ: t})
	return t
}

// members reads one declaration of members.
func (p *Parser) members(r *ctype.Record) {
	if p.accept(ctoken.Semi) {
		return
	}
	if p.kw == ctoken.StaticAssert {
		p.staticAssert()
		return
	}
	s := p.specifiers()
	if s.typ == nil || !s.hasType() && !s.storage {
		p.unexpected()
	}
	if p.tok.Kind == ctoken.Semi {
		p.next()
		if s.typ.IsRecord() && (s.typ.Record.Tag == 0 || p.target.TaggedMembers) {
			r.Fields = append(r.Fields, ctype.Field{Type: s.typ, Bits: -1, Align: int32(s.attrs.align), Packed: s.attrs.packed})
		}
		return
	}
	for {
		p.field(r, s)
		if !p.accept(ctoken.Comma) {
			break
		}
	}
	if p.tok.Kind != ctoken.RBrace { // gcc takes a last member without semicolon
		p.expect(ctoken.Semi)
	}
}

func (p *Parser) field(r *ctype.Record, s *specifiers) {
	f := ctype.Field{Type: s.typ, Bits: -1}
	a := s.attrs
	if p.tok.Kind != ctoken.Colon {
		d := p.declarator(named)
		f.Name, f.Type = d.name, p.declared(s.typ, d)
		a.merge(&d.attrs)
	}
	if p.accept(ctoken.Colon) {
		n := p.constant()
		if n < 0 || n > 128 || !f.Type.IsInteger() {
			p.fail("a bit-field cannot be like this")
		}
		f.Bits = int16(n)
	}
	var after attributes
	p.attributes(&after)
	f.Type = p.attributed(f.Type, &after)
	a.merge(&after)
	f.Align, f.Packed = int32(min(a.align, 1<<28)), a.packed
	if f.Type.Kind == ctype.Function || f.Type.Kind == ctype.Void || f.Bits < 0 && f.Type.Incomplete() && f.Type.Kind != ctype.Array {
		p.fail("a member cannot have this type")
	}
	if f.Type.Kind == ctype.Array && f.Type.Elem.Incomplete() {
		p.fail("a member cannot have this type")
	}
	r.Fields = append(r.Fields, f)
}

// tag reads the keyword of a struct, union or enum, and the tag, which is 0
// where there is none, with the attributes around it.
func (p *Parser) tag(a *attributes) ctoken.Name {
	p.next()
	p.attributes(a)
	if !p.isName() {
		return 0
	}
	name := p.tok.Name
	p.next()
	p.attributes(a)
	return name
}
