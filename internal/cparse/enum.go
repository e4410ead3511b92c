package cparse

import (
	"math"

	"github.com/cgolint/cgolint/internal/ctoken"
	"github.com/cgolint/cgolint/internal/ctype"
)

// enum reads enum, with its constants where they follow.
func (p *Parser) enum() *ctype.Type {
	var a attributes
	name := p.tag(&a)
	var fixed *ctype.Type
	if p.tok.Kind == ctoken.Colon && p.startsType(p.peek(1)) {
		p.next()
		fixed = p.specifiers().typ
	}
	if p.tok.Kind != ctoken.LBrace {
		if name == 0 {
			p.unexpected()
		}
		t := p.tagged(ctype.Enum, name, false)
		if fixed != nil {
			t.Tag.Type = fixed
		}
		return t
	}
	t := p.defined(ctype.Enum, name)
	p.next()
	e := &enumerators{p: p, fixed: fixed, tag: t.Tag}
	for p.tok.Kind != ctoken.RBrace {
		e.read()
		if !p.accept(ctoken.Comma) {
			break
		}
	}
	p.expect(ctoken.RBrace)
	p.attributes(&a)
	t.Tag.Type = e.typ(a.packed)
	return t
}

// enumerators are the constants of an enumeration while they are read.
type enumerators struct {
	p        *Parser
	tag      *ctype.EnumTag
	fixed    *ctype.Type
	next     int64
	unsigned bool // next is above all signed numbers
	min      int64
	max      uint64
}

func (e *enumerators) read() {
	p := e.p
	pos := p.tok.Pos
	obj := &Object{Kind: EnumConst, Name: p.name(), Pos: pos, Local: p.level > 0}
	var a attributes
	p.attributes(&a)
	if p.accept(ctoken.Assign) {
		x := p.conditional()
		n, ok := p.integer(x)
		if !ok {
			p.failAt(pos, "the value of %s is not constant", p.names.Text(obj.Name))
		}
		e.next, e.unsigned = n, n < 0 && p.isUnsigned(x.Type)
	}
	obj.Value = e.next
	if e.next < 0 && !e.unsigned {
		e.min = min(e.min, e.next)
	} else {
		e.max = max(e.max, uint64(e.next))
	}
	switch {
	case e.fixed != nil:
		obj.Type = e.fixed
	case e.unsigned:
		obj.Type = p.kind(ctype.ULongLong)
	case e.next == int64(int32(e.next)):
		obj.Type = p.kind(ctype.Int)
	case e.next > 0 && e.next <= math.MaxUint32:
		obj.Type = p.kind(ctype.UInt)
	case p.target.Basic[ctype.Long].Size == 8:
		obj.Type = p.kind(ctype.Long)
	default:
		obj.Type = p.kind(ctype.LongLong)
	}
	p.declare(obj)
	e.next++
	e.unsigned = e.unsigned || e.next == math.MinInt64
}

// typ returns the integer type that gcc takes for the enumeration.
func (e *enumerators) typ(packed bool) *ctype.Type {
	if e.fixed != nil {
		return e.fixed
	}
	kinds := []ctype.Kind{ctype.UInt, ctype.Int, ctype.ULong, ctype.Long, ctype.ULongLong, ctype.LongLong}
	if packed {
		kinds = append([]ctype.Kind{ctype.UChar, ctype.SChar, ctype.UShort, ctype.Short}, kinds...)
	}
	for i := 0; i < len(kinds); i += 2 {
		bits := uint(e.p.target.Basic[kinds[i]].Size * 8)
		if e.min < 0 && e.min >= -1<<(bits-1) && e.max < 1<<(bits-1) {
			return e.p.kind(kinds[i+1])
		}
		if e.min >= 0 && (bits == 64 || e.max < 1<<bits) {
			return e.p.kind(kinds[i])
		}
	}
	return e.p.kind(ctype.LongLong)
}
