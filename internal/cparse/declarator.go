package cparse

import (
	"github.com/cgolint/cgolint/internal/ctoken"
	"github.com/cgolint/cgolint/internal/ctype"
)

// A modifier is one step from a name to its type: "pointer to", "array of",
// "function that returns".
type modifier struct {
	kind ctype.Kind
	qual ctype.Qual // of a pointer
	len  int64      // of an array
	vla  bool
	sig  *ctype.Signature
}

// A declarator is what stands between the specifiers and the initializer.
type declarator struct {
	name  ctoken.Name // or 0
	pos   ctoken.Pos
	mods  []modifier // from the name outwards
	attrs attributes
	old   []ctype.Param // the parameters of a definition in the style of K&R
}

// A form says whether a declarator has a name.
type form uint8

const (
	named    form = iota
	abstract      // it has none
	either        // of a parameter
)

// declarator reads a declarator.
func (p *Parser) declarator(f form) *declarator {
	p.enter()
	defer p.leave()
	d := &declarator{pos: p.tok.Pos}
	var pointers []modifier
	for p.tok.Kind == ctoken.Star || p.tok.Kind == ctoken.Xor || p.kw == ctoken.Attribute || p.kw == ctoken.Declspec || p.kw > ctoken.Constexpr && p.kw <= ctoken.Ignored {
		switch {
		case p.kw == ctoken.Attribute || p.kw == ctoken.Declspec:
			p.attributes(&d.attrs)
			continue
		case p.kw != ctoken.NoKeyword:
			if n := len(pointers); n > 0 {
				pointers[n-1].qual |= qualifierOf(p.kw)
			}
		default:
			pointers = append(pointers, modifier{kind: ctype.Pointer})
		}
		p.next()
	}
	p.direct(d, f)
	for i := len(pointers) - 1; i >= 0; i-- {
		d.mods = append(d.mods, pointers[i])
	}
	return d
}

// direct reads the name, or the declarator in parentheses, and what follows.
func (p *Parser) direct(d *declarator, f form) {
	switch {
	case p.tok.Kind == ctoken.LParen && p.nests(f):
		p.next()
		inner := p.declarator(f)
		p.expect(ctoken.RParen)
		d.name, d.pos, d.mods, d.old = inner.name, inner.pos, inner.mods, inner.old
		d.attrs.merge(&inner.attrs)
	case f != abstract && p.tok.Kind == ctoken.Ident && p.kw == ctoken.NoKeyword:
		d.name, d.pos = p.tok.Name, p.tok.Pos
		p.next()
	case f == named:
		p.unexpected()
	}
	for {
		switch {
		case p.tok.Kind == ctoken.LBrack && p.peek(1).Kind == ctoken.LBrack:
			p.attributes(&d.attrs)
		case p.tok.Kind == ctoken.LBrack:
			d.mods = append(d.mods, p.arraySuffix())
		case p.tok.Kind == ctoken.LParen:
			first := len(d.mods) == 0
			sig, old := p.parameters()
			d.mods = append(d.mods, modifier{kind: ctype.Function, sig: sig})
			if first || old != nil && d.old == nil {
				d.old = old
			}
		default:
			return
		}
	}
}

func (a *attributes) merge(b *attributes) {
	a.packed = a.packed || b.packed
	a.noReturn = a.noReturn || b.noReturn
	a.align = max(a.align, b.align)
	if b.vector > 0 || b.elements > 0 {
		a.vector, a.elements = b.vector, b.elements
	}
	if b.mode != "" {
		a.mode = b.mode
	}
}

// nests reports whether a parenthesis begins a declarator, and not the
// parameters of a function without a name.
func (p *Parser) nests(f form) bool {
	next := p.peek(1)
	if f == named {
		return true
	}
	switch next.Kind {
	case ctoken.RParen, ctoken.Ellipsis:
		return false
	case ctoken.Star, ctoken.Xor, ctoken.LParen:
		return true
	case ctoken.LBrack:
		return p.peek(2).Kind != ctoken.LBrack
	}
	if k := p.keyword(next); k == ctoken.Attribute || k == ctoken.Declspec || k == ctoken.Ignored {
		return true
	}
	return !p.startsType(next) && (f == either && next.Kind == ctoken.Ident)
}

// arraySuffix reads [N].
func (p *Parser) arraySuffix() modifier {
	p.next()
	m := modifier{kind: ctype.Array, len: -1}
	for p.kw == ctoken.Static || p.kw > ctoken.Constexpr && p.kw <= ctoken.Ignored {
		p.next()
	}
	switch {
	case p.tok.Kind == ctoken.Star && p.peek(1).Kind == ctoken.RBrack:
		p.next()
		m.vla = true
	case p.tok.Kind != ctoken.RBrack:
		m.len, m.vla = p.arrayLength()
	}
	p.expect(ctoken.RBrack)
	return m
}

// arrayLength reads the length of an array, which in a function may be
// computed.
func (p *Parser) arrayLength() (n int64, vla bool) {
	pos := p.tok.Pos
	e := p.assignment()
	if n, ok := p.integer(e); ok {
		if n < 0 && !p.isUnsigned(e.Type) {
			p.failAt(pos, "the length of an array is negative")
		}
		return n, false
	}
	if e.Val.Kind == Floating {
		return int64(e.Val.Float), false
	}
	if p.level == 0 {
		p.failAt(pos, "the length of an array is not constant")
	}
	return -1, true
}

// declared returns the type that a declarator makes of the one of the
// specifiers.
func (p *Parser) declared(t *ctype.Type, d *declarator) *ctype.Type {
	t = p.attributed(t, &d.attrs)
	for i := len(d.mods) - 1; i >= 0; i-- {
		switch m := &d.mods[i]; m.kind {
		case ctype.Pointer:
			t = &ctype.Type{Kind: ctype.Pointer, Elem: t, Qual: m.qual}
		case ctype.Array:
			if t.Kind == ctype.Function || t.Kind == ctype.Void {
				p.failAt(d.pos, "an array of this type is impossible")
			}
			t = &ctype.Type{Kind: ctype.Array, Elem: t, Len: m.len, VLA: m.vla || t.VLA}
		case ctype.Function:
			if t.Kind == ctype.Function || t.Kind == ctype.Array {
				p.failAt(d.pos, "a function cannot return this type")
			}
			t = &ctype.Type{Kind: ctype.Function, Elem: t, Sig: m.sig}
		}
	}
	return t
}
