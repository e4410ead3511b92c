package cparse

import (
	"strings"

	"github.com/cgolint/cgolint/internal/ctoken"
	"github.com/cgolint/cgolint/internal/ctype"
)

// attributes are those that matter here.
type attributes struct {
	packed   bool
	noReturn bool
	thread   bool
	align    int64 // in bytes
	vector   int64 // the size of a vector in bytes
	elements int64 // or how many there are
	mode     string
	ms, gcc  bool // how bit-fields are laid out
}

// attributes reads any number of attribute lists.
func (p *Parser) attributes(a *attributes) {
	for {
		switch {
		case p.kw == ctoken.Attribute:
			p.next()
			p.expect(ctoken.LParen)
			p.expect(ctoken.LParen)
			p.attributeList(a, ctoken.RParen)
			p.expect(ctoken.RParen)
			p.expect(ctoken.RParen)
		case p.kw == ctoken.Declspec:
			p.next()
			p.expect(ctoken.LParen)
			p.attributeList(a, ctoken.RParen)
			p.expect(ctoken.RParen)
		case p.tok.Kind == ctoken.LBrack && p.peek(1).Kind == ctoken.LBrack:
			p.next()
			p.next()
			p.attributeList(a, ctoken.RBrack)
			p.expect(ctoken.RBrack)
			p.expect(ctoken.RBrack)
		default:
			return
		}
	}
}

// attributeList reads attributes up to the bracket that ends them.
func (p *Parser) attributeList(a *attributes, end ctoken.Kind) {
	for p.tok.Kind != end {
		if p.tok.Kind == ctoken.EOF || p.tok.Kind == ctoken.Semi {
			p.unexpected()
		}
		if p.tok.Kind != ctoken.Ident {
			p.next() // a comma
			continue
		}
		name := p.tok.Name
		p.next()
		if p.tok.Kind == ctoken.ColonColon && p.peek(1).Kind == ctoken.Ident {
			p.next()
			name = p.tok.Name
			p.next()
		}
		p.attribute(a, strings.Trim(p.names.Text(name), "_"))
		if p.tok.Kind == ctoken.LParen {
			p.skipParens()
		}
	}
}

// skipParens reads up to the parenthesis that closes the current one.
func (r *reader) skipParens() {
	for depth := 0; ; {
		switch r.tok.Kind {
		case ctoken.LParen:
			depth++
		case ctoken.RParen:
			depth--
		case ctoken.EOF:
			r.unexpected()
		}
		r.next()
		if depth == 0 {
			return
		}
	}
}

// attribute notes one attribute, and reads its arguments where they matter.
func (p *Parser) attribute(a *attributes, name string) {
	switch name {
	case "packed":
		a.packed = true
	case "noreturn", "Noreturn":
		a.noReturn = true
	case "thread":
		a.thread = true
	case "ms_struct":
		a.ms = true
	case "gcc_struct":
		a.gcc = true
	case "aligned", "align":
		n := p.target.MaxAlign
		if p.tok.Kind == ctoken.LParen {
			n = p.alignas()
		}
		a.align = max(a.align, n)
	case "vector_size":
		a.vector = p.argument()
	case "ext_vector_type", "neon_vector_type", "neon_polyvector_type":
		a.elements = p.argument()
	case "mode":
		if p.tok.Kind == ctoken.LParen && p.peek(1).Kind == ctoken.Ident {
			a.mode = strings.Trim(p.names.Text(p.peek(1).Name), "_")
		}
	}
}

// argument reads (CONSTANT).
func (p *Parser) argument() int64 {
	p.expect(ctoken.LParen)
	n := p.constant()
	p.expect(ctoken.RParen)
	return n
}

// modes are the types of __attribute__((mode(NAME))).
var modes = map[string]ctype.Kind{
	"QI": ctype.SChar, "byte": ctype.SChar, "HI": ctype.Short, "SI": ctype.Int, "DI": ctype.LongLong, "TI": ctype.Int128,
	"HF": ctype.Float16, "SF": ctype.Float, "DF": ctype.Double, "XF": ctype.LongDouble, "TF": ctype.Float128,
}

// attributed returns a type as attributes of a declaration change it. The
// alignment is not among them: it is that of the declared object or type.
func (p *Parser) attributed(t *ctype.Type, a *attributes) *ctype.Type {
	if a.mode != "" {
		t = p.withMode(t, a.mode)
	}
	if a.vector > 0 || a.elements > 0 {
		t = p.vectorOf(t, a)
	}
	a.mode, a.vector, a.elements = "", 0, 0
	return t
}

func (ty *typing) withMode(t *ctype.Type, mode string) *ctype.Type {
	k, ok := modes[mode]
	switch {
	case mode == "word" || mode == "pointer" || mode == "unwind_word":
		k, ok = ty.target.PtrdiffT, true
	case strings.HasPrefix(mode, "S") && strings.HasSuffix(mode, "C"), mode == "DC", mode == "XC", mode == "TC":
		if k, ok = modes[mode[:len(mode)-1]+"F"]; ok {
			return &ctype.Type{Kind: ctype.Complex, Elem: ty.kind(k)}
		}
	}
	if !ok {
		return t
	}
	if t.IsInteger() && ty.target.IsUnsigned(t) {
		k = k.Unsigned()
	}
	return ty.kind(k).With(t.Qual)
}

// vectorOf makes a vector of the innermost element of a type, as gcc does.
func (ty *typing) vectorOf(t *ctype.Type, a *attributes) *ctype.Type {
	switch t.Kind {
	case ctype.Pointer, ctype.Array, ctype.Function:
		c := *t
		c.Elem = ty.vectorOf(t.Elem, a)
		return &c
	}
	size, ok := ty.target.Size(t)
	if !ok || size == 0 || !t.IsScalar() {
		ty.noType("no vector can be made of this type")
	}
	n := a.elements
	if n == 0 {
		n = a.vector / size
	}
	return &ctype.Type{Kind: ctype.Vector, Elem: t, Len: n}
}
