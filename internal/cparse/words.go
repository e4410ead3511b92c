package cparse

import (
	"github.com/cgolint/cgolint/internal/ctoken"
	"github.com/cgolint/cgolint/internal/ctype"
)

// words counts the words that make an arithmetic type.
type words struct {
	base             ctoken.Keyword // char, int, float, … or NoKeyword
	long, short      int
	signed, unsigned bool
	complex          bool
	any              bool
}

// word reads a word of an arithmetic type.
func (p *Parser) word(s *specifiers) {
	w := &s.words
	w.any = true
	switch k := p.kw; k {
	case ctoken.Long:
		w.long++
	case ctoken.Short:
		w.short++
	case ctoken.Signed:
		w.signed = true
	case ctoken.Unsigned:
		w.unsigned = true
	case ctoken.Complex, ctoken.Imaginary:
		w.complex = true
	case ctoken.BitInt:
		p.next()
		p.expect(ctoken.LParen)
		n := p.constant()
		if p.tok.Kind != ctoken.RParen {
			p.unexpected()
		}
		s.typ = p.bitInt(n, w.unsigned)
	case ctoken.Int:
		if w.base == ctoken.NoKeyword {
			w.base = k
		}
	case ctoken.Float32, ctoken.Float64, ctoken.Float128, ctoken.Float32x, ctoken.Float64x:
		if !s.typedef || w.base == ctoken.NoKeyword {
			w.base = k
		} // else glibc declares it for a compiler that does not have it
	default:
		if w.base != ctoken.NoKeyword && w.base != ctoken.Int {
			p.fail("two types in one declaration")
		}
		w.base = k
	}
	p.next()
}

// bitInt returns _BitInt(n), as something of the size it is stored in.
func (ty *typing) bitInt(n int64, unsigned bool) *ctype.Type {
	k := ctype.SChar
	for _, limit := range []struct {
		bits int64
		kind ctype.Kind
	}{{8, ctype.Short}, {16, ctype.Int}, {32, ctype.LongLong}, {64, ctype.Int128}} {
		if n > limit.bits {
			k = limit.kind
		}
	}
	if unsigned {
		k = k.Unsigned()
	}
	return &ctype.Type{Kind: ctype.BitInt, Len: n, Elem: ty.kind(k)}
}

// floats are the floating types that one word names.
var floats = map[ctoken.Keyword]ctype.Kind{
	ctoken.Float16: ctype.Float16, ctoken.BFloat16: ctype.Float16, ctoken.Float: ctype.Float, ctoken.Double: ctype.Double,
	ctoken.Float32: ctype.Float, ctoken.Float64: ctype.Double, ctoken.Float32x: ctype.Double, ctoken.Float64x: ctype.LongDouble,
	ctoken.Float128: ctype.Float128, ctoken.Decimal32: ctype.Decimal32, ctoken.Decimal64: ctype.Decimal64, ctoken.Decimal128: ctype.Decimal128,
}

// arithmetic returns the type that words make.
func (ty *typing) arithmetic(w *words) *ctype.Type {
	t := ty.kind(ty.arithmeticKind(w))
	if w.complex {
		if w.base == ctoken.NoKeyword && w.long == 0 && w.short == 0 && !w.signed && !w.unsigned {
			t = ty.kind(ctype.Double)
		}
		return &ctype.Type{Kind: ctype.Complex, Elem: t}
	}
	return t
}

func (ty *typing) arithmeticKind(w *words) ctype.Kind {
	if k, ok := floats[w.base]; ok {
		if w.base == ctoken.Double && w.long > 0 {
			return ctype.LongDouble
		}
		return k
	}
	k := ctype.Int
	switch {
	case w.base == ctoken.Void:
		return ctype.Void
	case w.base == ctoken.Bool:
		return ctype.Bool
	case w.base == ctoken.CharType && w.unsigned:
		return ctype.UChar
	case w.base == ctoken.CharType && w.signed:
		return ctype.SChar
	case w.base == ctoken.CharType:
		return ctype.Char
	case w.base == ctoken.Int128:
		k = ctype.Int128
	case w.short > 0:
		k = ctype.Short
	case w.long == 1:
		k = ctype.Long
	case w.long > 1:
		k = ctype.LongLong
	}
	if w.unsigned {
		return k.Unsigned()
	}
	return k
}
