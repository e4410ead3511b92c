package cparse

import (
	"github.com/cgolint/cgolint/internal/ctoken"
	"github.com/cgolint/cgolint/internal/ctype"
)

// A scopes says what names stand for where the parser is.
type scopes struct {
	spellings *ctoken.Names
	idents    []*Object // by name
	tags      []*tag
	undo      []undo
	level     int // of scopes: 0 is the file's
}

// newScopes returns the scope of a file.
func newScopes(names *ctoken.Names) scopes {
	return scopes{spellings: names, idents: make([]*Object, names.Len()+1024), tags: make([]*tag, names.Len()+1024)}
}

// A tag is what struct NAME, union NAME or enum NAME stands for.
type tag struct {
	kind  ctype.Kind
	typ   *ctype.Type
	level int
}

// An undo says what a name stood for outside of a scope.
type undo struct {
	name  ctoken.Name
	level int
	obj   *Object
	tag   *tag
	isTag bool
}

// open begins a scope.
func (s *scopes) open() { s.level++ }

// close ends the innermost scope.
func (s *scopes) close() {
	for n := len(s.undo); n > 0 && s.undo[n-1].level == s.level; n-- {
		u := s.undo[n-1]
		if u.isTag {
			s.tags[u.name] = u.tag
		} else {
			s.idents[u.name] = u.obj
		}
		s.undo = s.undo[:n-1]
	}
	s.level--
}

// closeTo ends scopes until a level is reached.
func (s *scopes) closeTo(level int) {
	for s.level > level {
		s.close()
	}
}

func (s *scopes) lookup(n ctoken.Name) *Object {
	if int(n) < len(s.idents) {
		return s.idents[n]
	}
	return nil
}

// bind declares a name in the innermost scope.
func (s *scopes) bind(obj *Object) {
	s.reserve(obj.Name)
	if s.level > 0 {
		s.undo = append(s.undo, undo{name: obj.Name, level: s.level, obj: s.idents[obj.Name]})
	}
	s.idents[obj.Name] = obj
}

func (s *scopes) reserve(n ctoken.Name) {
	if int(n) >= len(s.idents) {
		more := s.spellings.Len() + 1024
		s.idents = append(s.idents, make([]*Object, more-len(s.idents))...)
		s.tags = append(s.tags, make([]*tag, more-len(s.tags))...)
	}
}

func (s *scopes) bindTag(n ctoken.Name, t *tag) {
	s.reserve(n)
	t.level = s.level
	if s.level > 0 {
		s.undo = append(s.undo, undo{name: n, level: s.level, tag: s.tags[n], isTag: true})
	}
	s.tags[n] = t
}

func (s *scopes) lookupTag(n ctoken.Name) *tag {
	if int(n) < len(s.tags) {
		return s.tags[n]
	}
	return nil
}

// isTypedef reports whether a name is one of a type.
func (s *scopes) isTypedef(n ctoken.Name) bool {
	obj := s.lookup(n)
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
func (s *scopes) declare(obj *Object) *Object {
	old := s.lookup(obj.Name)
	if old == nil || old.Kind != obj.Kind || !s.inScope(old, obj) {
		if obj.Text == "" {
			obj.Text = s.spellings.Text(obj.Name)
		}
		s.bind(obj)
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
func (s *scopes) inScope(old, obj *Object) bool {
	if old.Kind == Typedef || old.Kind == EnumConst {
		return false
	}
	if s.level == 0 {
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

// kind returns the type of a kind that has no more to it.
func (ty *typing) kind(k ctype.Kind) *ctype.Type { return ty.basic[k] }

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
func (s *scopes) Lookup(name string) *Object { return s.lookup(s.spellings.Intern([]byte(name))) }

// FileTypes returns the types that have a name in the scope of the file: by
// "struct NAME", "union NAME", "enum NAME" and typedef's names, those of the
// compiler left out.
func (s *scopes) FileTypes() map[string]*ctype.Type {
	all := make(map[string]*ctype.Type)
	for n, obj := range s.idents {
		if obj != nil && obj.Kind == Typedef && obj.Pos != 0 {
			all[s.spellings.Text(ctoken.Name(n))] = obj.Type
		}
	}
	keywords := map[ctype.Kind]string{ctype.Struct: "struct ", ctype.Union: "union ", ctype.Enum: "enum "}
	for n, t := range s.tags {
		if t != nil {
			all[keywords[t.kind]+s.spellings.Text(ctoken.Name(n))] = t.typ
		}
	}
	return all
}
