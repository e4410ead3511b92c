package cparse

import (
	"github.com/cgolint/cgolint/internal/ctoken"
)

// block reads { … }.
func (p *Parser) block() *Stmt {
	p.enter()
	defer p.leave()
	s := p.newStmt(Block)
	p.expect(ctoken.LBrace)
	p.open()
	for p.tok.Kind != ctoken.RBrace {
		if p.tok.Kind == ctoken.EOF {
			p.unexpected()
		}
		if item := p.item(); item != nil {
			s.List = append(s.List, item)
		}
	}
	p.close()
	p.next()
	return s
}

// item reads a statement or a declaration of a block.
func (p *Parser) item() *Stmt {
	if p.kw == ctoken.Label {
		for p.next(); p.tok.Kind != ctoken.Semi && p.tok.Kind != ctoken.EOF; {
			p.next()
		}
		p.expect(ctoken.Semi)
		return nil
	}
	if p.kw == ctoken.Attribute && p.attributedStatement() {
		var a attributes
		p.attributes(&a)
		return p.item()
	}
	if p.startsDeclaration() {
		return p.local()
	}
	return p.statement()
}

// attributedStatement reports whether attributes are those of a statement, as
// of a label or [[fallthrough]].
func (p *Parser) attributedStatement() bool {
	depth := 0
	for i := 1; i < 40; i++ {
		t := p.peek(i)
		switch t.Kind {
		case ctoken.LParen:
			depth++
		case ctoken.RParen:
			if depth--; depth == 0 {
				after := p.peek(i + 1)
				return after.Kind == ctoken.Semi || !p.startsType(after) && after.Kind != ctoken.Star && p.lookup(after.Name) != nil
			}
		case ctoken.EOF:
			return false
		}
	}
	return false
}

// statement reads a statement.
func (p *Parser) statement() *Stmt {
	p.enter()
	defer p.leave()
	switch p.tok.Kind {
	case ctoken.LBrace:
		return p.block()
	case ctoken.Semi:
		s := p.newStmt(Null)
		p.next()
		return s
	case ctoken.LBrack:
		if p.peek(1).Kind == ctoken.LBrack {
			var a attributes
			p.attributes(&a)
			return p.statement()
		}
	case ctoken.Ident:
		if s := p.keywordStatement(); s != nil {
			return s
		}
		if p.kw == ctoken.NoKeyword && p.peek(1).Kind == ctoken.Colon {
			return p.label()
		}
	}
	s := p.newStmt(ExprStmt)
	s.X = p.expression()
	p.expect(ctoken.Semi)
	return s
}

func (p *Parser) label() *Stmt {
	s := p.newStmt(Label)
	s.Name = p.tok.Name
	p.next()
	p.next()
	p.labelled(s)
	return s
}

// labelled reads the statement after a label, of which there may be none.
func (p *Parser) labelled(s *Stmt) {
	var a attributes
	for p.kw == ctoken.Attribute {
		p.attributes(&a)
	}
	switch {
	case p.tok.Kind == ctoken.RBrace:
		s.Body = p.newStmt(Null)
	case p.startsDeclaration():
		if s.Body = p.local(); s.Body == nil {
			s.Body = p.newStmt(Null)
		}
	default:
		s.Body = p.statement()
	}
}

// asm reads an asm statement. Its operands are kept.
func (p *Parser) asm() *Stmt {
	s := p.newStmt(Asm)
	for p.next(); p.kw == ctoken.Volatile || p.kw == ctoken.Inline || p.kw == ctoken.Goto || p.kw == ctoken.Const; {
		p.next()
	}
	if p.tok.Kind == ctoken.LBrace {
		p.fail("asm of Microsoft is not read")
	}
	p.expect(ctoken.LParen)
	for p.tok.Kind == ctoken.String {
		p.next()
	}
	for p.tok.Kind != ctoken.RParen {
		switch p.tok.Kind {
		case ctoken.Colon, ctoken.ColonColon, ctoken.Comma:
			p.next()
		case ctoken.String: // a constraint, or what is overwritten
			p.next()
			if p.tok.Kind == ctoken.LParen {
				s.Args = append(s.Args, p.condition())
			}
		case ctoken.LBrack: // a name
			p.next()
			p.next()
			p.expect(ctoken.RBrack)
		case ctoken.Ident: // a label
			p.next()
		default:
			p.unexpected()
		}
	}
	p.next()
	p.expect(ctoken.Semi)
	return s
}
