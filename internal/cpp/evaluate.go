package cpp

import (
	"strings"

	"github.com/cgolint/cgolint/internal/ctoken"
)

// An evaluator evaluates the expression of an #if.
type evaluator struct {
	p     *Preprocessor
	tok   ctoken.Token
	depth int
	bad   bool
}

// evaluate reports whether the condition of an #if holds. One that is no
// expression does not.
func (p *Preprocessor) evaluate(line []ctoken.Token) bool {
	defer p.isolate(line)()
	e := &evaluator{p: p}
	e.next()
	v := e.ternary()
	return v.bits != 0 && !e.bad
}

func (e *evaluator) next() { e.tok = e.p.Next() }

func (e *evaluator) accept(k ctoken.Kind) bool {
	if e.tok.Kind != k {
		return false
	}
	e.next()
	return true
}

func (e *evaluator) ternary() number {
	if e.depth++; e.depth > 500 {
		e.bad = true
		return number{}
	}
	defer func() { e.depth-- }()
	cond := e.binary(1)
	if !e.accept(ctoken.Question) {
		return cond
	}
	x := e.ternary()
	e.bad = e.bad || !e.accept(ctoken.Colon)
	y := e.ternary()
	if cond.bits == 0 {
		x, y = y, x
	}
	x.unsigned = x.unsigned || y.unsigned
	return x
}

func (e *evaluator) binary(least int) number {
	x := e.unary()
	for {
		op := e.tok.Kind
		prec := precedences[op]
		if prec < least || prec == 0 {
			return x
		}
		e.next()
		x = apply(op, x, e.binary(prec+1))
	}
}

func (e *evaluator) unary() number {
	if e.depth++; e.depth > 500 {
		e.bad = true
		return number{}
	}
	defer func() { e.depth-- }()
	switch e.tok.Kind {
	case ctoken.Not:
		e.next()
		return boolean(e.unary().bits == 0)
	case ctoken.Minus:
		e.next()
		v := e.unary()
		return number{-v.bits, v.unsigned}
	case ctoken.Plus:
		e.next()
		return e.unary()
	case ctoken.Tilde:
		e.next()
		v := e.unary()
		return number{^v.bits, v.unsigned}
	case ctoken.LParen:
		e.next()
		v := e.ternary()
		for e.accept(ctoken.Comma) {
			v = e.ternary()
		}
		e.bad = e.bad || !e.accept(ctoken.RParen)
		return v
	}
	return e.primary()
}

func (e *evaluator) primary() number {
	t := e.tok
	switch t.Kind {
	case ctoken.Number:
		e.next()
		v, ok := ctoken.ParseNumber(e.p.Names.Text(t.Name))
		e.bad = e.bad || !ok || v.IsFloat
		return number{int64(v.Int), v.Unsigned || int64(v.Int) < 0}
	case ctoken.Char:
		e.next()
		return number{bits: CharValue(e.p.Names.Text(t.Name), e.p.charUnsigned())}
	case ctoken.Ident:
		if t.Name == wordDefined {
			return e.defined()
		}
		if b := e.p.macro(t.Name); b != nil && b.builtin >= hasInclude {
			v := e.has(b.builtin)
			e.next()
			return v
		}
		e.next()
		if t.Name == ctoken.Word("true") {
			return boolean(true)
		}
		if e.tok.Kind == ctoken.LParen {
			e.bad = true // a macro that is not defined
		}
		return number{}
	}
	e.bad = true
	return number{}
}

func (p *Preprocessor) charUnsigned() bool {
	return p.macro(p.Names.Intern([]byte("__CHAR_UNSIGNED__"))) != nil
}

// CharValue evaluates a character constant. unsigned says what char is.
func CharValue(text string, unsigned bool) int64 {
	prefix, body := ctoken.SplitLiteral(text)
	all := ctoken.AppendUnescaped(nil, body, prefix != "" && prefix != "u8")
	if len(all) == 1 && prefix == "" && !unsigned {
		return int64(int8(all[0]))
	}
	v := int64(0)
	for _, r := range all {
		if prefix == "" {
			v = int64(int32(v<<8 | int64(r&0xff)))
		} else {
			v = int64(r)
		}
	}
	return v
}

func (e *evaluator) defined() number {
	t := e.p.lex()
	parens := t.Kind == ctoken.LParen
	if parens {
		t = e.p.lex()
	}
	if parens && e.p.lex().Kind != ctoken.RParen || t.Kind != ctoken.Ident {
		e.bad = true
	}
	e.next()
	return boolean(e.p.macro(t.Name) != nil)
}

// has evaluates __has_include and its like, up to the closing parenthesis.
func (e *evaluator) has(b builtin) number {
	if e.p.lex().Kind != ctoken.LParen {
		e.bad = true
		return number{}
	}
	var inner []ctoken.Token
	for depth := 0; ; {
		t := e.p.lex()
		if t.Kind == ctoken.EOF {
			e.bad = true
			return number{}
		}
		if t.Kind == ctoken.LParen {
			depth++
		}
		if t.Kind == ctoken.RParen {
			if depth--; depth < 0 {
				break
			}
		}
		inner = append(inner, t)
	}
	if b == hasInclude || b == hasIncludeNext {
		name, quoted, ok := e.p.headerName(inner)
		return boolean(ok && e.p.exists(name, quoted, b == hasIncludeNext))
	}
	if len(inner) == 0 {
		return number{}
	}
	return boolean(has(b, strings.Trim(e.p.Names.Text(inner[len(inner)-1].Name), "_"), e.p.Names.Text(inner[0].Name)))
}
