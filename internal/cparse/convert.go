package cparse

import (
	"math"

	"github.com/cgolint/cgolint/internal/ctype"
)

// promoted returns the type that an operand of type t has after the integer
// promotions.
func (p *Parser) promoted(t *ctype.Type) *ctype.Type {
	switch t.Kind {
	case ctype.Bool, ctype.Char, ctype.SChar, ctype.UChar, ctype.Short, ctype.UShort:
		return p.kind(ctype.Int)
	case ctype.Enum:
		if t.Tag.Type == nil {
			return p.kind(ctype.UInt)
		}
		return p.promoted(t.Tag.Type)
	}
	return t.Unqualified()
}

// usual returns the type to which the operands of an arithmetic operator are
// converted.
func (p *Parser) usual(a, b *ctype.Type) *ctype.Type {
	if !a.IsArithmetic() || !b.IsArithmetic() {
		p.fail("an operand is no number")
	}
	if a.Kind == ctype.Complex || b.Kind == ctype.Complex {
		return p.usualComplex(a, b)
	}
	if a.IsFloat() || b.IsFloat() {
		if a.IsFloat() && (!b.IsFloat() || a.Kind >= b.Kind) {
			return a.Unqualified()
		}
		return b.Unqualified()
	}
	a, b = p.promoted(a), p.promoted(b)
	if a.Kind == ctype.BitInt || b.Kind == ctype.BitInt {
		if a.Kind == ctype.BitInt && (b.Kind != ctype.BitInt || a.Len >= b.Len) {
			return a
		}
		return b
	}
	if a.Kind == b.Kind {
		return p.kind(a.Kind)
	}
	return p.kind(p.usualInteger(a.Kind, b.Kind))
}

// usualInteger is usual for promoted integers of different types.
func (p *Parser) usualInteger(a, b ctype.Kind) ctype.Kind {
	if a < b {
		a, b = b, a // a is of the higher rank, or unsigned
	}
	unsigned := func(k ctype.Kind) bool { return k.Signed() != k }
	switch {
	case unsigned(a) || !unsigned(b):
		return a
	case p.target.Basic[a].Size > p.target.Basic[b].Size:
		return a
	}
	return a.Unsigned()
}

func (p *Parser) usualComplex(a, b *ctype.Type) *ctype.Type {
	part := func(t *ctype.Type) *ctype.Type {
		if t.Kind == ctype.Complex {
			return t.Elem
		}
		return t
	}
	return &ctype.Type{Kind: ctype.Complex, Elem: p.usual(part(a), part(b))}
}

func (p *Parser) isUnsigned(t *ctype.Type) bool { return p.target.IsUnsigned(t) }

// wrapped returns an integer as a type holds it.
func (p *Parser) wrapped(n int64, t *ctype.Type) Value {
	size, _ := p.target.Size(t)
	if t.Kind == ctype.Bool {
		return boolean(n != 0)
	}
	if width := uint(size * 8); width > 0 && width < 64 {
		if t.Kind == ctype.BitInt {
			width = uint(min(t.Len, 64))
		}
		shift := 64 - width
		if p.isUnsigned(t) {
			n = int64(uint64(n) << shift >> shift)
		} else {
			n = n << shift >> shift
		}
	}
	return Value{Kind: Integer, Bits: n}
}

// converted returns a value converted from one type to another.
func (p *Parser) converted(v Value, from, to *ctype.Type) Value {
	switch {
	case v.Kind == Unknown || to.Kind == ctype.Vector || from.Kind == ctype.Vector || to.Kind == ctype.Complex || to.IsRecord():
		return Value{}
	case to.IsFloat() && v.Kind == Integer:
		f := float64(v.Bits)
		if p.isUnsigned(from) {
			f = float64(uint64(v.Bits))
		}
		return Value{Kind: Floating, Float: f}
	case to.IsFloat():
		if to.Kind == ctype.Float {
			v.Float = float64(float32(v.Float))
		}
		return v
	case to.Kind == ctype.Bool:
		return boolean(v.Kind == Integer && v.Bits != 0 || v.Kind == Floating && v.Float != 0)
	case v.Kind == Floating:
		if v.Float != v.Float || math.Abs(v.Float) >= 1<<64 {
			return Value{}
		}
		if v.Float >= 1<<63 {
			return p.wrapped(int64(uint64(v.Float)), to)
		}
		return p.wrapped(int64(v.Float), to)
	}
	return p.wrapped(v.Bits, to)
}
