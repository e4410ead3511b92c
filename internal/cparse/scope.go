package cparse

import (
	"github.com/cgolint/cgolint/internal/ctoken"
	"github.com/cgolint/cgolint/internal/ctype"
)

// open begins a scope.
func (p *Parser) open() { p.level++ }

// close ends the innermost scope.
func (p *Parser) close() {
	for n := len(p.undo); n > 0 && p.undo[n-1].level == p.level; n-- {
		u := p.undo[n-1]
		if u.isTag {
			p.tags[u.name] = u.tag
		} else {
			p.idents[u.name] = u.obj
		}
		p.undo = p.undo[:n-1]
	}
	p.level--
}

// closeTo ends scopes until a level is reached.
func (p *Parser) closeTo(level int) {
	for p.level > level {
		p.close()
	}
}

func (p *Parser) lookup(n ctoken.Name) *Object {
	if int(n) < len(p.idents) {
		return p.idents[n]
	}
	return nil
}

// bind declares a name in the innermost scope.
func (p *Parser) bind(obj *Object) {
	p.reserve(obj.Name)
	if p.level > 0 {
		p.undo = append(p.undo, undo{name: obj.Name, level: p.level, obj: p.idents[obj.Name]})
	}
	p.idents[obj.Name] = obj
}

func (p *Parser) reserve(n ctoken.Name) {
	if int(n) >= len(p.idents) {
		more := p.names.Len() + 1024
		p.idents = append(p.idents, make([]*Object, more-len(p.idents))...)
		p.tags = append(p.tags, make([]*tag, more-len(p.tags))...)
	}
}

func (p *Parser) bindTag(n ctoken.Name, t *tag) {
	p.reserve(n)
	t.level = p.level
	if p.level > 0 {
		p.undo = append(p.undo, undo{name: n, level: p.level, tag: p.tags[n], isTag: true})
	}
	p.tags[n] = t
}

func (p *Parser) lookupTag(n ctoken.Name) *tag {
	if int(n) < len(p.tags) {
		return p.tags[n]
	}
	return nil
}

// isTypedef reports whether a name is one of a type.
func (p *Parser) isTypedef(n ctoken.Name) bool {
	obj := p.lookup(n)
	return obj != nil && obj.Kind == Typedef
}

// startsType reports whether a token begins a type or a declaration.
func (p *Parser) startsType(t ctoken.Token) bool {
	if t.Kind != ctoken.Ident {
		return false
	}
	k := p.keyword(t)
	if k == ctoken.NoKeyword {
		return p.isTypedef(t.Name)
	}
	return k <= ctoken.Alignas
}

// declare makes a name stand for an object, or for what it was declared as
// before in the same scope, whose type it completes.
func (p *Parser) declare(obj *Object) *Object {
	old := p.lookup(obj.Name)
	if old == nil || old.Kind != obj.Kind || !p.inScope(old, obj) {
		if obj.Text == "" {
			obj.Text = p.names.Text(obj.Name)
		}
		p.bind(obj)
		return obj
	}
	old.NoReturn = old.NoReturn || obj.NoReturn
	old.ThreadLocal = old.ThreadLocal || obj.ThreadLocal
	old.Static = old.Static || obj.Static
	old.Extern = old.Extern && obj.Extern
	if better(old.Type, obj.Type) {
		old.Type = obj.Type
	}
	return old
}

// inScope reports whether an object that is declared again is the same.
func (p *Parser) inScope(old, obj *Object) bool {
	if old.Kind == Typedef || old.Kind == EnumConst {
		return false
	}
	if p.level == 0 {
		return !old.Local
	}
	return obj.Kind == Func && !old.Local
}

// better reports whether a later declaration tells more of a type.
func better(old, now *ctype.Type) bool {
	switch now.Kind {
	case ctype.Array:
		return old.Kind == ctype.Array && old.Len < 0
	case ctype.Function:
		return old.Kind == ctype.Function && !(now.Sig.Unknown && !old.Sig.Unknown)
	}
	return false
}

// newType returns a type of a kind that has no more to it.
func (p *Parser) kind(k ctype.Kind) *ctype.Type { return p.basic[k] }

func (p *Parser) newExpr(op Op, pos ctoken.Pos, t *ctype.Type) *Expr {
	e := p.exprs.alloc()
	e.Op, e.Pos, e.Type = op, pos, t
	return e
}

// maxTree bounds how deep expressions are. A sum of as many terms is as deep.
const maxTree = 100_000

// holds notes the operands of an expression, and fails where it gets too deep
// for those who walk over it.
func (p *Parser) holds(e, x, y *Expr) *Expr {
	e.X, e.Y = x, y
	e.depth = x.depth + 1
	if y != nil {
		e.depth = max(e.depth, y.depth+1)
	}
	if e.depth > maxTree {
		p.failAt(e.Pos, "an expression is too long")
	}
	p.deepest = max(p.deepest, e.depth)
	return e
}

func (p *Parser) newStmt(k StmtKind) *Stmt {
	s := p.stmts.alloc()
	s.Kind, s.Pos = k, p.tok.Pos
	return s
}

// Lookup returns what a name is declared as now, or nil.
func (p *Parser) Lookup(name string) *Object { return p.lookup(p.names.Intern([]byte(name))) }

// FileTypes returns the types that have a name in the scope of the file: by
// "struct NAME", "union NAME", "enum NAME" and typedef's names, those of the
// compiler left out.
func (p *Parser) FileTypes() map[string]*ctype.Type {
	all := make(map[string]*ctype.Type)
	for n, obj := range p.idents {
		if obj != nil && obj.Kind == Typedef && obj.Pos != 0 {
			all[p.names.Text(ctoken.Name(n))] = obj.Type
		}
	}
	keywords := map[ctype.Kind]string{ctype.Struct: "struct ", ctype.Union: "union ", ctype.Enum: "enum "}
	for n, t := range p.tags {
		if t != nil {
			all[keywords[t.kind]+p.names.Text(ctoken.Name(n))] = t.typ
		}
	}
	return all
}
