package cparse

import (
	"fmt"

	"github.com/cgolint/cgolint/internal/cpp"
	"github.com/cgolint/cgolint/internal/ctoken"
	"github.com/cgolint/cgolint/internal/ctype"
)

// An Error says what was left out of a unit, and why.
type Error struct {
	Pos      ctoken.Pos
	Function string // whose body is left out, or "" for a declaration
	Text     string
}

// A Parser parses one unit.
type Parser struct {
	Errors []Error

	pp     *cpp.Preprocessor
	names  *ctoken.Names
	target *ctype.Target
	basic  [ctype.Vector]*ctype.Type
	c23    bool

	tok    ctoken.Token   // the current token
	kw     ctoken.Keyword // that it is
	ahead  []ctoken.Token // what was looked at already
	tape   []ctoken.Token // a body, which is read in place of the unit
	onTape bool
	braces int // open ones
	depth  int // of recursion

	idents []*Object // by name
	tags   []*tag
	undo   []undo
	level  int // of scopes: 0 is the file's

	pack  int64 // of #pragma pack
	packs []packState

	exprs      arena[Expr]
	stmts      arena[Stmt]
	body       []ctoken.Token
	function   *Object
	numbers    map[ctoken.Name]*number
	deepest    int32 // of the trees that were read since the declaration or body began
	inConstant int   // constant expressions around what is read
	isStatic   bool  // what is initialized outlives the function
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

type packState struct {
	label ctoken.Name
	pack  int64
}

// maxRecursion bounds how deep expressions, statements and declarators nest.
const maxRecursion = 2500

// New returns a parser of the tokens of pp. c23 says that bool, true and their
// like are keywords.
func New(pp *cpp.Preprocessor, target *ctype.Target, c23 bool) *Parser {
	p := &Parser{
		pp: pp, names: pp.Names, target: target, c23: c23,
		idents: make([]*Object, pp.Names.Len()+1024), tags: make([]*tag, pp.Names.Len()+1024),
		numbers: make(map[ctoken.Name]*number),
	}
	for k := range p.basic {
		p.basic[k] = &ctype.Type{Kind: ctype.Kind(k)}
	}
	p.declareBuiltins()
	return p
}

// Target returns what the types are laid out for.
func (p *Parser) Target() *ctype.Target { return p.target }

// A bailout is what leaves a declaration that cannot be read.
type bailout struct {
	pos  ctoken.Pos
	text string
}

func (p *Parser) fail(text string, args ...any) { p.failAt(p.tok.Pos, text, args...) }

func (p *Parser) failAt(pos ctoken.Pos, text string, args ...any) {
	panic(bailout{pos, fmt.Sprintf(text, args...)})
}

// unexpected leaves a declaration at a token that cannot be there.
func (p *Parser) unexpected() { p.fail("unexpected %s", p.spell(p.tok)) }

// enter goes one level deeper, and fails where that is too deep.
func (p *Parser) enter() {
	if p.depth++; p.depth > maxRecursion {
		p.fail("it nests too deep")
	}
}

func (p *Parser) leave() { p.depth-- }

// pragma heeds #pragma pack.
func (p *Parser) pragma(k cpp.Pack) {
	if k.Push {
		p.packs = append(p.packs, packState{k.Label, p.pack})
	}
	if k.Pop && len(p.packs) > 0 {
		i := len(p.packs) - 1
		for j := i; j >= 0 && k.Label != 0; j-- {
			if p.packs[j].label == k.Label {
				i = j
				break
			}
		}
		p.pack = p.packs[i].pack
		p.packs = p.packs[:i]
	}
	if k.Value >= 0 && k.Value <= 16 {
		p.pack = int64(k.Value)
	}
}

// Text returns the spelling of a name.
func (p *Parser) Text(n ctoken.Name) string { return p.names.Text(n) }
