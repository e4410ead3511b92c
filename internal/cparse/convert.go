package cparse

import (
	"math"

	"github.com/cgolint/cgolint/internal/ctoken"
	"github.com/cgolint/cgolint/internal/ctype"
)

// A typing says which types the operations of C have, and what they are when
// their operands are constants.
type typing struct {
	target *ctype.Target
	basic  [ctype.Vector]*ctype.Type
	at     *ctoken.Token // what is read, for errors
}

// noType leaves a declaration whose operations have no type.
func (ty *typing) noType(text string) { panic(bailout{ty.at.Pos, text}) }

// promoted returns the type that an operand of type t has after the integer
// promotions.
func (ty *typing) promoted(t *ctype.Type) *ctype.Type {
	switch t.Kind {
	case ctype.Bool, ctype.Char, ctype.SChar, ctype.UChar, ctype.Short, ctype.UShort:
		return ty.kind(ctype.Int)
	case ctype.Enum:
		if t.Tag.Type == nil {
			return ty.kind(ctype.UInt)
		}
		return ty.promoted(t.Tag.Type)
	}
	return t.Unqualified()
}

// usual returns the type to which the operands of an arithmetic operator are
// converted.
func (ty *typing) usual(a, b *ctype.Type) *ctype.Type {
	if !a.IsArithmetic() || !b.IsArithmetic() {
		ty.noType("an operand is no number")
	}
	if a.Kind == ctype.Complex || b.Kind == ctype.Complex {
		return ty.usualComplex(a, b)
	}
	if a.IsFloat() || b.IsFloat() {
		if a.IsFloat() && (!b.IsFloat() || a.Kind >= b.Kind) {
			return a.Unqualified()
		}
		return b.Unqualified()
	}
	a, b = ty.promoted(a), ty.promoted(b)
	if a.Kind == ctype.BitInt || b.Kind == ctype.BitInt {
		if a.Kind == ctype.BitInt && (b.Kind != ctype.BitInt || a.Len >= b.Len) {
			return a
		}
		return b
	}
	if a.Kind == b.Kind {
		return ty.kind(a.Kind)
	}
	return ty.kind(ty.usualInteger(a.Kind, b.Kind))
}

// usualInteger is usual for promoted integers of different types.
func (ty *typing) usualInteger(a, b ctype.Kind) ctype.Kind {
	if a < b {
		a, b = b, a // a is of the higher rank, or unsigned
	}
	unsigned := func(k ctype.Kind) bool { return k.Signed() != k }
	switch {
	case unsigned(a) || !unsigned(b):
		return a
	case ty.target.Basic[a].Size > ty.target.Basic[b].Size:
		return a
	}
	return a.Unsigned()
}

func (ty *typing) usualComplex(a, b *ctype.Type) *ctype.Type {
	part := func(t *ctype.Type) *ctype.Type {
		if t.Kind == ctype.Complex {
			return t.Elem
		}
		return t
	}
	return &ctype.Type{Kind: ctype.Complex, Elem: ty.usual(part(a), part(b))}
}

func (ty *typing) isUnsigned(t *ctype.Type) bool { return ty.target.IsUnsigned(t) }

// wrapped returns an integer as a type holds it.
func (ty *typing) wrapped(n int64, t *ctype.Type) Value {
	size, _ := ty.target.Size(t)
	if t.Kind == ctype.Bool {
		return boolean(n != 0)
	}
	if width := uint(size * 8); width > 0 && width < 64 {
		if t.Kind == ctype.BitInt {
			width = uint(min(t.Len, 64))
		}
		shift := 64 - width
		if ty.isUnsigned(t) {
			n = int64(uint64(n) << shift >> shift)
		} else {
			n = n << shift >> shift
		}
	}
	return Value{Kind: Integer, Bits: n}
}

// converted returns a value converted from one type to another.
func (ty *typing) converted(v Value, from, to *ctype.Type) Value {
	switch {
	case v.Kind == Unknown || to.Kind == ctype.Vector || from.Kind == ctype.Vector || to.Kind == ctype.Complex || to.IsRecord():
		return Value{}
	case to.IsFloat() && v.Kind == Integer:
		f := float64(v.Bits)
		if ty.isUnsigned(from) {
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
			return ty.wrapped(int64(uint64(v.Float)), to)
		}
		return ty.wrapped(int64(v.Float), to)
	}
	return ty.wrapped(v.Bits, to)
}
