package cparse

import (
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

// A Parser parses one unit. Each of its methods reads what one rule of C's
// grammar says, or an alternative of one. The rules lead to each other, so they
// are methods of one type; it is a recursive descent parser like that of
// go/parser.
type Parser struct {
	Errors []Error

	reader // of the tokens
	scopes // what names stand for
	typing // what operations of types have

	names *ctoken.Names

	exprs      arena[Expr]
	stmts      arena[Stmt]
	body       []ctoken.Token
	function   *Object
	numbers    map[ctoken.Name]*number
	deepest    int32 // of the trees that were read since the declaration or body began
	inConstant int   // constant expressions around what is read
	isStatic   bool  // what is initialized outlives the function
}

// New returns a parser of the tokens of pp. c23 says that bool, true and their
// like are keywords.
func New(pp *cpp.Preprocessor, target *ctype.Target, c23 bool) *Parser {
	p := &Parser{
		reader: reader{pp: pp, c23: c23}, scopes: newScopes(pp.Names), typing: typing{target: target},
		names: pp.Names, numbers: make(map[ctoken.Name]*number),
	}
	p.at = &p.tok
	for k := range p.basic {
		p.basic[k] = &ctype.Type{Kind: ctype.Kind(k)}
	}
	p.declareBuiltins()
	return p
}

// Target returns what the types are laid out for.
func (p *Parser) Target() *ctype.Target { return p.target }

// Text returns the spelling of a name.
func (p *Parser) Text(n ctoken.Name) string { return p.names.Text(n) }
