package cparse

import (
	"github.com/cgolint/cgolint/internal/ctoken"
	"github.com/cgolint/cgolint/internal/ctype"
)

// startsDeclaration reports whether a declaration is next. A name that stands
// for a type may also be a label.
func (p *Parser) startsDeclaration() bool {
	if p.tok.Kind != ctoken.Ident {
		return p.tok.Kind == ctoken.LBrack && p.peek(1).Kind == ctoken.LBrack && p.afterAttributes()
	}
	switch p.kw {
	case ctoken.NoKeyword:
		return p.isTypedef(p.tok.Name) && p.peek(1).Kind != ctoken.Colon
	case ctoken.StaticAssert:
		return true
	case ctoken.Extension:
		for i := 1; ; i++ {
			if t := p.peek(i); p.keyword(t) != ctoken.Extension {
				return p.startsType(t)
			}
		}
	}
	return p.startsType(p.tok)
}

// afterAttributes reports whether a declaration follows [[ … ]].
func (p *Parser) afterAttributes() bool {
	for i := 1; i < 60; i++ {
		if p.peek(i).Kind == ctoken.RBrack && p.peek(i+1).Kind == ctoken.RBrack {
			return p.startsType(p.peek(i + 2))
		}
	}
	return false
}

// local reads a declaration in a function.
func (p *Parser) local() *Stmt {
	st := p.newStmt(DeclStmt)
	if p.kw == ctoken.StaticAssert {
		p.staticAssert()
		return nil
	}
	s := p.specifiers()
	if p.tok.Kind == ctoken.Semi {
		p.next()
		return nil
	}
	for n := 0; ; n++ {
		d := p.declarator(named)
		obj := p.object(s, d)
		if n == 0 && obj.Kind == Func && p.tok.Kind == ctoken.LBrace {
			return p.nested(obj)
		}
		st.Decls = append(st.Decls, p.localInit(s, obj))
		if !p.accept(ctoken.Comma) {
			break
		}
		p.attributes(&s.attrs)
	}
	p.expect(ctoken.Semi)
	return st
}

func (p *Parser) localInit(s *specifiers, obj *Object) Decl {
	decl := Decl{Obj: obj}
	if !s.auto {
		decl.Obj = p.declare(obj)
	}
	if p.accept(ctoken.Assign) {
		old := p.isStatic
		p.isStatic = s.static
		decl.Init = p.initializer(obj.Type)
		p.isStatic = old
		decl.Obj.Type = decl.Init.Type
	}
	if s.auto {
		if obj.Type == nil {
			p.fail("%s has no type", p.names.Text(obj.Name))
		}
		decl.Obj = p.declare(obj)
	}
	if obj.Kind == Var && !s.extern && (obj.Type.Kind == ctype.Void || obj.Type.IsRecord() && obj.Type.Incomplete()) {
		p.failAt(obj.Pos, "%s has an incomplete type", obj.Text)
	}
	return decl
}

// nested passes over the definition of a function in a function.
func (p *Parser) nested(obj *Object) *Stmt {
	st := p.newStmt(Nested)
	p.declare(obj)
	for depth := 0; ; {
		switch p.tok.Kind {
		case ctoken.LBrace:
			depth++
		case ctoken.RBrace:
			depth--
		case ctoken.EOF:
			p.unexpected()
		}
		p.next()
		if depth == 0 {
			return st
		}
	}
}
