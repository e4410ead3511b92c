package cparse

import (
	"github.com/cgolint/cgolint/internal/ctoken"
	"github.com/cgolint/cgolint/internal/ctype"
)

// initializer reads what follows the = of an object of type t, which is nil
// when the initializer says it.
func (p *Parser) initializer(t *ctype.Type) *Init {
	if p.tok.Kind == ctoken.LBrace && t != nil {
		init := p.braced(t)
		return &init
	}
	e := p.assignment()
	if t == nil {
		t = e.Type.Decay().Unqualified()
	}
	init := p.exprInit(e, t)
	return &init
}

// exprInit makes an initializer of an expression. A string says how long an
// array is.
func (p *Parser) exprInit(e *Expr, t *ctype.Type) Init {
	if t.Kind == ctype.Array && t.Len < 0 && !t.VLA && e.Type.Kind == ctype.Array {
		c := *t
		c.Len = e.Type.Len
		t = &c
	}
	return Init{Expr: e, Type: t, Pos: e.Pos}
}

// A filler reads the initializers of one list in braces.
type filler struct {
	p       *Parser
	out     []InitItem
	pending *Expr // that was read already
}

// braced reads { … } for an object of type t.
func (p *Parser) braced(t *ctype.Type) Init {
	p.enter()
	defer p.leave()
	init := Init{Type: t, Pos: p.tok.Pos}
	p.next()
	f := &filler{p: p}
	switch {
	case t.Kind == ctype.Array && p.isString() && isCharacter(t.Elem):
		init = p.exprInit(p.assignment(), t) // { "text" }
	case t.Kind == ctype.Array:
		init.Type = f.array(t, "", true)
	case t.Kind == ctype.Vector:
		f.array(ctype.ArrayOf(t.Elem, t.Len), "", true)
	case t.IsRecord():
		f.record(t, "", true)
	case p.tok.Kind != ctoken.RBrace:
		f.element(t, "")
		if len(f.out) == 1 {
			init = f.out[0].Init
			f.out = nil
		}
	}
	if f.out != nil {
		init.List = f.out
	}
	for p.tok.Kind == ctoken.Comma { // what is too much
		p.next()
		if p.tok.Kind != ctoken.RBrace {
			f.element(p.kind(ctype.Int), "")
		}
	}
	p.expect(ctoken.RBrace)
	return init
}

func (p *Parser) isString() bool { return p.tok.Kind == ctoken.String }

// isCharacter reports whether an array of t can be initialized by a string.
func isCharacter(t *ctype.Type) bool {
	switch t.Kind {
	case ctype.Char, ctype.SChar, ctype.UChar, ctype.Short, ctype.UShort, ctype.Int, ctype.UInt, ctype.Long, ctype.ULong, ctype.Bool:
		return true
	}
	return false
}

// join appends to a path what leads to a part of type t. Of static objects it
// is kept only where it may lead to a pointer to a function: tables of numbers
// and strings are long.
func (f *filler) join(path, more string, t *ctype.Type) string {
	if f.p.isStatic && !mayHoldFunction(t) {
		return ""
	}
	return path + more
}

func mayHoldFunction(t *ctype.Type) bool {
	return t.IsRecord() || t.Kind == ctype.Array || t.Kind == ctype.Pointer && t.Elem.Kind == ctype.Function
}

// more goes on to the next initializer of a list, after the first. Where the
// list has no braces of its own, the comma after its end is left.
func (f *filler) more(braced, full bool) bool {
	p := f.p
	if p.tok.Kind != ctoken.Comma {
		return false
	}
	if !braced {
		next := p.peek(1).Kind
		if full || next == ctoken.RBrace || next == ctoken.Dot || next == ctoken.LBrack {
			return false
		}
	}
	p.next()
	return p.tok.Kind != ctoken.RBrace
}

// array reads the initializers of an array, and returns its type, of which
// the length may be known now.
func (f *filler) array(t *ctype.Type, path string, braced bool) *ctype.Type {
	p := f.p
	at, end := int64(0), int64(0)
	inner := f.join(path, "[]", t.Elem)
	for ok := p.tok.Kind != ctoken.RBrace || f.pending != nil; ok; ok = f.more(braced, t.Len >= 0 && at >= t.Len) {
		switch {
		case f.plainNumber(t.Elem):
			p.next()
			at++
		case braced && p.tok.Kind == ctoken.LBrack && f.pending == nil:
			at = f.indexed(t.Elem, path)
		case braced && t.Len >= 0 && at >= t.Len && f.pending == nil:
			f.element(p.kind(ctype.Int), "") // one too much
		default:
			f.element(t.Elem, inner)
			at++
		}
		end = max(end, at)
	}
	if t.Len < 0 && braced {
		c := *t
		c.Len = end
		return &c
	}
	return t
}

// plainNumber reports whether a number comes next that nobody asks for.
func (f *filler) plainNumber(t *ctype.Type) bool {
	p := f.p
	if !p.isStatic || p.tok.Kind != ctoken.Number || f.pending != nil || !t.IsScalar() {
		return false
	}
	next := p.peek(1).Kind
	return next == ctoken.Comma || next == ctoken.RBrace
}

// indexed reads [N] = X, and returns the index after it.
func (f *filler) indexed(elem *ctype.Type, path string) int64 {
	p := f.p
	p.next()
	last := p.constant()
	if p.accept(ctoken.Ellipsis) {
		last = p.constant()
	}
	p.expect(ctoken.RBrack)
	f.designated(elem, f.join(path, "[]", elem))
	return last + 1
}

// designated reads the rest of a designator and the initializer after it.
func (f *filler) designated(t *ctype.Type, path string) {
	p := f.p
	for {
		switch {
		case p.tok.Kind == ctoken.LBrack && t.Kind == ctype.Array:
			p.next()
			p.constant()
			if p.accept(ctoken.Ellipsis) {
				p.constant()
			}
			p.expect(ctoken.RBrack)
			t, path = t.Elem, f.join(path, "[]", t.Elem)
			continue
		case p.tok.Kind == ctoken.Dot && t.IsRecord():
			p.next()
			field := f.field(t, p.name())
			t, path = field.Type, f.join(path, "."+p.names.Text(field.Name), field.Type)
			continue
		}
		p.accept(ctoken.Assign)
		f.element(t, path)
		return
	}
}

// element reads the initializer of a part of type t. A struct or an array may
// go without braces of its own.
func (f *filler) element(t *ctype.Type, path string) {
	p := f.p
	p.enter()
	defer p.leave()
	if p.tok.Kind == ctoken.LBrace && f.pending == nil {
		f.add(path, p.braced(t))
		return
	}
	if t.Kind == ctype.Array && f.pending == nil && !p.isString() {
		f.array(t, path, false)
		return
	}
	e := f.pending
	if f.pending = nil; e == nil {
		e = p.assignment()
	}
	switch {
	case t.Kind == ctype.Array && e.Op == Str && isCharacter(t.Elem):
	case t.Kind == ctype.Array:
		f.pending = e
		f.array(t, path, false)
		return
	case t.IsRecord() && !ctype.Same(t, e.Type) && nextField(t.Record.Fields, 0) < len(t.Record.Fields):
		f.pending = e
		f.record(t, path, false)
		return
	}
	f.add(path, p.exprInit(e, t))
}

// add keeps an initializer, but not one of a static object that is a number.
func (f *filler) add(path string, init Init) {
	if f.p.isStatic {
		if init.Expr == nil && len(init.List) == 0 || init.Expr != nil && (init.Expr.Val.Kind != Unknown || init.Expr.Op == Str) {
			return
		}
	}
	f.out = append(f.out, InitItem{path, init})
}
