package cparse

import (
	"github.com/cgolint/cgolint/internal/ctoken"
	"github.com/cgolint/cgolint/internal/ctype"
)

// startsBody reports whether a function is defined here.
func (p *Parser) startsBody() bool {
	return p.tok.Kind == ctoken.LBrace || p.startsType(p.tok) && p.kw != ctoken.Attribute && p.kw != ctoken.Asm && p.kw != ctoken.Declspec
}

// definition reads the definition of a function.
func (p *Parser) definition(h Handler, obj *Object, d *declarator) {
	def := &FuncDef{Type: obj.Type, Params: obj.Type.Sig.Params}
	if d.old != nil {
		def.Params = p.oldDeclarations(d.old)
	} else if p.tok.Kind != ctoken.LBrace {
		p.unexpected()
	}
	def.Obj = p.declare(obj)
	def.Obj.Pos = d.pos
	whole := p.takeBody()
	def.body = p.body
	if !whole {
		p.note(bailout{d.pos, "it has no end"}, p.names.Text(d.name))
		return
	}
	h.Function(def)
}

// oldDeclarations reads the declarations of parameters in the style of K&R.
func (p *Parser) oldDeclarations(params []ctype.Param) []ctype.Param {
	p.open()
	defer p.close()
	for p.tok.Kind != ctoken.LBrace {
		s := p.specifiers()
		if !s.hasType() && !s.storage {
			p.unexpected()
		}
		for p.tok.Kind != ctoken.Semi {
			d := p.declarator(named)
			t := p.declared(s.typ, d)
			p.attributes(&d.attrs)
			for i := range params {
				if params[i].Name == d.name {
					params[i].Type, params[i].Pos = t.Decay(), d.pos
				}
			}
			if !p.accept(ctoken.Comma) {
				break
			}
		}
		p.expect(ctoken.Semi)
	}
	return params
}

// takeBody takes the tokens of a body, from brace to brace. It returns false
// when the unit ends first.
func (p *Parser) takeBody() bool {
	p.body = p.body[:0]
	depth := 0
	for p.tok.Kind != ctoken.EOF {
		p.body = append(p.body, p.tok)
		switch p.tok.Kind {
		case ctoken.LBrace:
			depth++
		case ctoken.RBrace:
			depth--
		}
		p.next()
		if depth == 0 {
			return true
		}
	}
	return false
}

// Body reads the body of a function. The tree is valid until the next is read.
func (p *Parser) Body(def *FuncDef) (params []*Object, body *Stmt, ok bool) {
	tok, kw, ahead, braces, pack, depth := p.tok, p.kw, p.ahead, p.braces, p.pack, p.depth
	level, static, function := p.level, p.isStatic, p.function
	defer func() {
		p.isStatic, p.function = static, function
		p.tok, p.kw, p.ahead, p.braces, p.pack, p.depth = tok, kw, ahead, braces, pack, depth
		p.onTape, p.tape = false, nil
		p.closeTo(level)
		switch e := recover().(type) {
		case nil:
		case bailout:
			p.note(e, def.Obj.Text)
			ok = false
		default:
			panic(e)
		}
	}()
	p.exprs.reset()
	p.stmts.reset()
	p.ahead, p.tape, p.onTape, p.depth, p.inConstant, p.deepest = nil, def.body, true, 0, 0, 0
	p.function, p.isStatic = def.Obj, false
	p.tok = ctoken.Token{}
	p.next()
	p.open()
	for _, param := range def.Params {
		if param.Name == 0 {
			params = append(params, nil)
			continue
		}
		obj := &Object{Name: param.Name, Text: p.names.Text(param.Name), Type: param.Type, Pos: param.Pos, Param: true, Local: true}
		p.bind(obj)
		params = append(params, obj)
	}
	body = p.block()
	if p.tok.Kind != ctoken.EOF {
		p.unexpected()
	}
	return params, body, true
}
