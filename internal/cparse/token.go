package cparse

import (
	"github.com/cgolint/cgolint/internal/ctoken"
)

// next reads the next token.
func (p *Parser) next() {
	switch p.tok.Kind {
	case ctoken.LBrace:
		p.braces++
	case ctoken.RBrace:
		p.braces--
	}
	if len(p.ahead) > 0 {
		p.tok = p.ahead[0]
		p.ahead = p.ahead[:copy(p.ahead, p.ahead[1:])]
	} else {
		p.tok = p.read()
	}
	p.kw = p.keyword(p.tok)
}

// read returns the next token of the unit or the tape.
func (p *Parser) read() ctoken.Token {
	for {
		var t ctoken.Token
		if !p.onTape {
			t = p.pp.Next()
		} else if len(p.tape) > 0 {
			t = p.tape[0]
			p.tape = p.tape[1:]
		}
		if t.Kind != ctoken.Pragma {
			return t
		}
		p.pragma(p.pp.Packs[t.Name])
	}
}

// peek returns the token n after the current one, from 1.
func (p *Parser) peek(n int) ctoken.Token {
	for len(p.ahead) < n {
		p.ahead = append(p.ahead, p.read())
	}
	return p.ahead[n-1]
}

// keyword returns the keyword that a token is. What became one with C23 is a
// name before.
func (p *Parser) keyword(t ctoken.Token) ctoken.Keyword {
	if t.Kind != ctoken.Ident {
		return ctoken.NoKeyword
	}
	k := ctoken.KeywordOf(t.Name)
	if k != ctoken.NoKeyword && !p.c23 && c23Words[t.Name] {
		return ctoken.NoKeyword
	}
	return k
}

var c23Words = func() map[ctoken.Name]bool {
	all := make(map[ctoken.Name]bool)
	for _, w := range []string{"bool", "true", "false", "nullptr", "constexpr", "static_assert", "thread_local", "alignas", "alignof", "typeof_unqual"} {
		all[ctoken.Word(w)] = true
	}
	return all
}()

func (p *Parser) accept(k ctoken.Kind) bool {
	if p.tok.Kind != k {
		return false
	}
	p.next()
	return true
}

func (p *Parser) expect(k ctoken.Kind) {
	if p.tok.Kind != k {
		p.fail("unexpected %s, expected %s", p.spell(p.tok), k)
	}
	p.next()
}

func (p *Parser) acceptWord(k ctoken.Keyword) bool {
	if p.kw != k {
		return false
	}
	p.next()
	return true
}

// isName reports whether the current token is an identifier and no keyword.
func (p *Parser) isName() bool { return p.tok.Kind == ctoken.Ident && p.kw == ctoken.NoKeyword }

// name reads an identifier.
func (p *Parser) name() ctoken.Name {
	if !p.isName() {
		p.fail("unexpected %s, expected a name", p.spell(p.tok))
	}
	n := p.tok.Name
	p.next()
	return n
}

func (p *Parser) spell(t ctoken.Token) string {
	if t.Kind == ctoken.EOF {
		return "end of file"
	}
	return string(p.pp.Spell(nil, t))
}
