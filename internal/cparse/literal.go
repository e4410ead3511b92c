package cparse

import (
	"strings"
	"unicode/utf8"

	"github.com/cgolint/cgolint/internal/ctoken"
	"github.com/cgolint/cgolint/internal/ctype"
)

// charType returns the type of the current character constant.
func (p *Parser) charType() *ctype.Type {
	prefix, _ := ctoken.SplitLiteral(p.names.Text(p.tok.Name))
	if prefix == "" {
		return p.kind(ctype.Int)
	}
	return p.element(prefix)
}

// element returns the type of the characters of a literal with a prefix.
func (ty *typing) element(prefix string) *ctype.Type {
	switch prefix {
	case "L":
		return ty.kind(ty.target.WcharT)
	case "u":
		return ty.kind(ctype.UShort)
	case "U":
		return ty.kind(ctype.UInt)
	}
	return ty.kind(ctype.Char)
}

// A number is what a preprocessing number stands for, kept by its name.
type number struct {
	typ *ctype.Type
	val Value
}

func (p *Parser) number() *Expr {
	n := p.numbers[p.tok.Name]
	if n == nil {
		n = p.parseNumber(p.names.Text(p.tok.Name))
		p.numbers[p.tok.Name] = n
	}
	e := p.newExpr(Number, p.tok.Pos, n.typ)
	e.Val = n.val
	p.next()
	return e
}

func (p *Parser) parseNumber(text string) *number {
	v, ok := ctoken.ParseNumber(text)
	if !ok {
		p.fail("%s is no number", text)
	}
	if v.IsFloat {
		n := &number{typ: p.kind(floatKind(v.Suffix)), val: Value{Kind: Floating, Float: v.Float}}
		if v.Imaginary {
			n = &number{typ: &ctype.Type{Kind: ctype.Complex, Elem: n.typ}}
		}
		return n
	}
	t := p.kind(p.integerKind(&v))
	if v.Imaginary {
		return &number{typ: &ctype.Type{Kind: ctype.Complex, Elem: t}}
	}
	return &number{typ: t, val: p.wrapped(int64(v.Int), t)}
}

func floatKind(suffix string) ctype.Kind {
	switch suffix {
	case "f", "f32":
		return ctype.Float
	case "l", "w", "f64x":
		return ctype.LongDouble
	case "f16", "bf16":
		return ctype.Float16
	case "q", "f128":
		return ctype.Float128
	case "df":
		return ctype.Decimal32
	case "dd":
		return ctype.Decimal64
	case "dl":
		return ctype.Decimal128
	}
	return ctype.Double
}

// integerKind returns the type of an integer: the first in which it fits.
func (ty *typing) integerKind(v *ctoken.NumberValue) ctype.Kind {
	kinds := []ctype.Kind{ctype.Int, ctype.Long, ctype.LongLong}
	for _, k := range kinds[min(v.Long, 2):] {
		bits := uint(ty.target.Basic[k].Size * 8)
		if !v.Unsigned && v.Int < 1<<(bits-1) {
			return k
		}
		if (v.Unsigned || !v.Decimal) && (bits == 64 || v.Int < 1<<bits) {
			return k.Unsigned()
		}
	}
	return ctype.ULongLong
}

// stringLiteral reads string literals, which become one.
func (p *Parser) stringLiteral() *Expr {
	e := p.newExpr(Str, p.tok.Pos, nil)
	prefix, body := ctoken.SplitLiteral(p.names.Text(p.tok.Name))
	p.next()
	if p.tok.Kind != ctoken.String && prefix == "" && strings.IndexByte(body, '\\') < 0 {
		e.Text = body
		e.Type = &ctype.Type{Kind: ctype.Array, Elem: p.kind(ctype.Char), Len: int64(len(body)) + 1}
		return e
	}
	bodies := []string{body}
	for p.tok.Kind == ctoken.String {
		more, body := ctoken.SplitLiteral(p.names.Text(p.tok.Name))
		if more != "" {
			prefix = more
		}
		bodies = append(bodies, body)
		p.next()
	}
	wide := prefix != "" && prefix != "u8"
	var all []rune
	for _, body := range bodies {
		all = ctoken.AppendUnescaped(all, body, wide)
	}
	n := int64(len(all))
	if !wide {
		text := make([]byte, len(all))
		for i, r := range all {
			text[i] = byte(r)
		}
		e.Text = string(text)
	}
	elem := p.element(prefix)
	if size, _ := p.target.Size(elem); size == 2 {
		for _, r := range all {
			if r > 0xffff && utf8.ValidRune(r) {
				n++ // a surrogate pair
			}
		}
	}
	e.Type = ctype.ArrayOf(elem, n+1)
	return e
}
