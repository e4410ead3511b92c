package cparse

import (
	"github.com/cgolint/cgolint/internal/cpp"
	"github.com/cgolint/cgolint/internal/ctoken"
	"github.com/cgolint/cgolint/internal/ctype"
)

// primary reads a name, a constant, or an expression in parentheses.
func (p *Parser) primary() *Expr {
	pos := p.tok.Pos
	switch p.tok.Kind {
	case ctoken.Number:
		return p.number()
	case ctoken.String:
		return p.stringLiteral()
	case ctoken.Char:
		e := p.newExpr(Constant, pos, p.charType())
		e.Val = p.wrapped(cpp.CharValue(p.names.Text(p.tok.Name), p.target.CharUnsigned), e.Type)
		p.next()
		return e
	case ctoken.LParen:
		return p.parenthesized(pos)
	case ctoken.Ident:
		if p.kw != ctoken.NoKeyword {
			return p.keywordExpr(pos)
		}
		return p.identifier()
	}
	p.unexpected()
	return nil
}

func (p *Parser) parenthesized(pos ctoken.Pos) *Expr {
	p.enter()
	defer p.leave()
	p.next()
	if p.tok.Kind == ctoken.LBrace {
		return p.statementExpr(pos)
	}
	x := p.expression()
	p.expect(ctoken.RParen)
	return p.paren(pos, x)
}

// paren makes an expression that is what x is.
func (p *Parser) paren(pos ctoken.Pos, x *Expr) *Expr {
	e := p.holds(p.newExpr(Paren, pos, x.Type), x, nil)
	e.Val, e.placed, e.place = x.Val, x.placed, x.place
	return e
}

// statementExpr reads ({ … }).
func (p *Parser) statementExpr(pos ctoken.Pos) *Expr {
	if p.level == 0 {
		p.unexpected()
	}
	e := p.newExpr(StmtExpr, pos, p.kind(ctype.Void))
	old := p.isStatic
	p.isStatic = false
	e.Body = p.block()
	p.isStatic = old
	e.depth = p.deepest + 1
	p.expect(ctoken.RParen)
	if n := len(e.Body.List); n > 0 {
		last := e.Body.List[n-1]
		for last.Kind == Label {
			last = last.Body
		}
		if last.Kind == ExprStmt && last.X != nil {
			e.Type = last.X.Type.Decay()
		}
	}
	return e
}

// identifier reads the name of an object, or of a function that is not
// declared.
func (p *Parser) identifier() *Expr {
	tok := p.tok
	obj := p.lookup(tok.Name)
	if obj == nil {
		obj = p.undeclared(tok)
	}
	p.next()
	if obj.Kind == Typedef {
		p.failAt(tok.Pos, "unexpected type %s", obj.Text)
	}
	if obj.Type == nil {
		p.failAt(tok.Pos, "%s is used in its own initializer", p.names.Text(tok.Name))
	}
	if obj.Kind == EnumConst {
		e := p.newExpr(Name, tok.Pos, obj.Type)
		e.Obj, e.Val = obj, Value{Kind: Integer, Bits: obj.Value}
		return e
	}
	e := p.newExpr(Name, tok.Pos, obj.Type)
	e.Obj = obj
	return e
}

// undeclared returns what a name without declaration stands for.
func (p *Parser) undeclared(tok ctoken.Token) *Object {
	text := p.names.Text(tok.Name)
	if text == "__func__" || text == "__FUNCTION__" || text == "__PRETTY_FUNCTION__" {
		n := int64(1)
		if p.function != nil {
			n += int64(len(p.function.Text))
		}
		return &Object{
			Kind: Var, Name: tok.Name, Text: "__func__", Static: true, Local: true, Pos: tok.Pos,
			Type: ctype.ArrayOf(p.kind(ctype.Char).With(ctype.Const), n),
		}
	}
	if t := p.builtinType(text); t != nil {
		return p.implicit(tok.Name, text, t)
	}
	// Where something was left out, it may be the declaration.
	if p.peek(1).Kind == ctoken.LParen && len(p.Errors) == 0 {
		return p.implicit(tok.Name, text, p.kind(ctype.Int))
	}
	p.fail("%s is not declared", text)
	return nil
}

// implicit declares a function by its use.
func (p *Parser) implicit(n ctoken.Name, text string, result *ctype.Type) *Object {
	obj := &Object{
		Kind: Func, Name: n, Text: text, Pos: p.tok.Pos, Extern: true,
		Type: &ctype.Type{Kind: ctype.Function, Elem: result, Sig: &ctype.Signature{Unknown: true}},
	}
	p.reserve(n)
	p.idents[n] = obj // in the file's scope, as nothing hides it
	return obj
}
