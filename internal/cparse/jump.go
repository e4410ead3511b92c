package cparse

import (
	"github.com/cgolint/cgolint/internal/ctoken"
)

// keywordStatement reads a statement that a keyword begins, or returns nil.
func (p *Parser) keywordStatement() *Stmt {
	switch p.kw {
	case ctoken.If, ctoken.Switch, ctoken.While:
		return p.conditionalStatement()
	case ctoken.Do:
		s := p.newStmt(Do)
		p.next()
		s.Body = p.statement()
		if !p.acceptWord(ctoken.While) {
			p.unexpected()
		}
		s.X = p.condition()
		p.expect(ctoken.Semi)
		return s
	case ctoken.For:
		return p.forStatement()
	case ctoken.Case:
		s := p.newStmt(Case)
		p.next()
		s.X = p.conditional()
		if p.accept(ctoken.Ellipsis) {
			s.Post = p.conditional()
		}
		p.expect(ctoken.Colon)
		p.labelled(s)
		return s
	case ctoken.Default:
		s := p.newStmt(Default)
		p.next()
		p.expect(ctoken.Colon)
		p.labelled(s)
		return s
	case ctoken.Attribute:
		var a attributes
		p.attributes(&a)
		return p.statement()
	}
	return p.jump()
}

// jump reads a statement that goes somewhere else, or asm, or returns nil.
func (p *Parser) jump() *Stmt {
	switch p.kw {
	case ctoken.Goto:
		s := p.newStmt(Goto)
		if p.next(); p.accept(ctoken.Star) {
			s.Kind = GotoExpr
			s.X = p.expression()
		} else {
			s.Name = p.name()
		}
		p.expect(ctoken.Semi)
		return s
	case ctoken.Break, ctoken.Continue:
		s := p.newStmt(Break)
		if p.kw == ctoken.Continue {
			s.Kind = Continue
		}
		p.next()
		p.expect(ctoken.Semi)
		return s
	case ctoken.Return:
		s := p.newStmt(Return)
		if p.next(); p.tok.Kind != ctoken.Semi {
			if p.tok.Kind == ctoken.LBrace {
				p.unexpected()
			}
			s.X = p.expression()
		}
		p.expect(ctoken.Semi)
		return s
	case ctoken.Asm:
		return p.asm()
	}
	return nil
}

// condition reads (EXPRESSION).
func (p *Parser) condition() *Expr {
	p.expect(ctoken.LParen)
	e := p.expression()
	p.expect(ctoken.RParen)
	return e
}

func (p *Parser) conditionalStatement() *Stmt {
	s := p.newStmt(If)
	kw := p.kw
	p.next()
	s.X = p.condition()
	switch kw {
	case ctoken.Switch:
		s.Kind = Switch
	case ctoken.While:
		s.Kind = While
	}
	s.Body = p.statement()
	if kw == ctoken.If && p.acceptWord(ctoken.Else) {
		s.Else = p.statement()
	}
	return s
}

func (p *Parser) forStatement() *Stmt {
	s := p.newStmt(For)
	p.next()
	p.open()
	p.expect(ctoken.LParen)
	switch {
	case p.startsDeclaration():
		s.Init = p.local()
	case p.tok.Kind == ctoken.Semi:
		p.next()
	default:
		s.Init = p.newStmt(ExprStmt)
		s.Init.X = p.expression()
		p.expect(ctoken.Semi)
	}
	if p.tok.Kind != ctoken.Semi {
		s.X = p.expression()
	}
	p.expect(ctoken.Semi)
	if p.tok.Kind != ctoken.RParen {
		s.Post = p.expression()
	}
	p.expect(ctoken.RParen)
	s.Body = p.statement()
	p.close()
	return s
}
