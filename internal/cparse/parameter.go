package cparse

import (
	"github.com/cgolint/cgolint/internal/ctoken"
	"github.com/cgolint/cgolint/internal/ctype"
)

// parameters reads the parameters of a function, in parentheses. old are the
// names of a list without types.
func (p *Parser) parameters() (sig *ctype.Signature, old []ctype.Param) {
	p.next()
	sig = &ctype.Signature{}
	if p.tok.Kind == ctoken.RParen {
		p.next()
		sig.Unknown = !p.c23
		return sig, nil
	}
	if p.isName() && !p.isTypedef(p.tok.Name) && p.listOfNames() {
		return sig, p.oldParameters(sig)
	}
	p.open()
	defer p.close()
	for {
		if p.accept(ctoken.Ellipsis) {
			sig.Variadic = true
			break
		}
		sig.Params = append(sig.Params, p.parameter())
		if !p.accept(ctoken.Comma) && !p.accept(ctoken.Semi) { // GNU: parameters that are declared ahead
			break
		}
	}
	p.expect(ctoken.RParen)
	if len(sig.Params) == 1 && sig.Params[0].Type.Kind == ctype.Void && sig.Params[0].Name == 0 {
		sig.Params = nil
	}
	return sig, nil
}

// listOfNames reports whether the parameters are names without types.
func (r *reader) listOfNames() bool {
	next := r.peek(1).Kind
	return next == ctoken.Comma || next == ctoken.RParen
}

func (p *Parser) oldParameters(sig *ctype.Signature) (old []ctype.Param) {
	sig.Unknown = true
	for {
		pos := p.tok.Pos
		old = append(old, ctype.Param{Name: p.name(), Type: p.kind(ctype.Int), Pos: pos})
		if !p.accept(ctoken.Comma) {
			break
		}
	}
	p.expect(ctoken.RParen)
	return old
}

// parameter reads one parameter, and binds its name in the list.
func (p *Parser) parameter() ctype.Param {
	s := p.specifiers()
	if !s.hasType() && !s.storage {
		p.fail("unexpected %s, expected a type", p.spell(p.tok))
	}
	if s.typ == nil {
		s.typ = p.kind(ctype.Int)
	}
	d := p.declarator(either)
	t := p.declared(s.typ, d)
	p.attributes(&d.attrs)
	p.asmName()
	t = p.attributed(t, &d.attrs)
	if t.Kind == ctype.Array || t.Kind == ctype.Function {
		t = t.Decay()
	}
	if d.name != 0 {
		p.bind(&Object{Kind: Var, Name: d.name, Text: p.names.Text(d.name), Type: t, Pos: d.pos, Param: true, Local: true})
	}
	return ctype.Param{Name: d.name, Type: t, Pos: d.pos}
}
