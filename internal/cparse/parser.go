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

func (p *Parser) spell(t ctoken.Token) string {
	if t.Kind == ctoken.EOF {
		return "end of file"
	}
	return string(p.pp.Spell(nil, t))
}

// next reads the next token.
func (p *Parser) next() {
	switch p.tok.Kind {
	case ctoken.LBrace:
		p.braces++
	case ctoken.RBrace:
		p.braces--
	}
	if len(p.ahead) > 0 {
		p.tok = p.ahead[0]
		p.ahead = p.ahead[:copy(p.ahead, p.ahead[1:])]
	} else {
		p.tok = p.read()
	}
	p.kw = p.keyword(p.tok)
}

// read returns the next token of the unit or the tape.
func (p *Parser) read() ctoken.Token {
	for {
		var t ctoken.Token
		if !p.onTape {
			t = p.pp.Next()
		} else if len(p.tape) > 0 {
			t = p.tape[0]
			p.tape = p.tape[1:]
		}
		if t.Kind != ctoken.Pragma {
			return t
		}
		p.pragma(p.pp.Packs[t.Name])
	}
}

// peek returns the token n after the current one, from 1.
func (p *Parser) peek(n int) ctoken.Token {
	for len(p.ahead) < n {
		p.ahead = append(p.ahead, p.read())
	}
	return p.ahead[n-1]
}

// keyword returns the keyword that a token is. What became one with C23 is a
// name before.
func (p *Parser) keyword(t ctoken.Token) ctoken.Keyword {
	if t.Kind != ctoken.Ident {
		return ctoken.NoKeyword
	}
	k := ctoken.KeywordOf(t.Name)
	if k != ctoken.NoKeyword && !p.c23 && c23Words[t.Name] {
		return ctoken.NoKeyword
	}
	return k
}

var c23Words = func() map[ctoken.Name]bool {
	all := make(map[ctoken.Name]bool)
	for _, w := range []string{"bool", "true", "false", "nullptr", "constexpr", "static_assert", "thread_local", "alignas", "alignof", "typeof_unqual"} {
		all[ctoken.Word(w)] = true
	}
	return all
}()

func (p *Parser) accept(k ctoken.Kind) bool {
	if p.tok.Kind != k {
		return false
	}
	p.next()
	return true
}

func (p *Parser) expect(k ctoken.Kind) {
	if p.tok.Kind != k {
		p.fail("unexpected %s, expected %s", p.spell(p.tok), k)
	}
	p.next()
}

func (p *Parser) acceptWord(k ctoken.Keyword) bool {
	if p.kw != k {
		return false
	}
	p.next()
	return true
}

// isName reports whether the current token is an identifier and no keyword.
func (p *Parser) isName() bool { return p.tok.Kind == ctoken.Ident && p.kw == ctoken.NoKeyword }

// name reads an identifier.
func (p *Parser) name() ctoken.Name {
	if !p.isName() {
		p.fail("unexpected %s, expected a name", p.spell(p.tok))
	}
	n := p.tok.Name
	p.next()
	return n
}

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

// An arena allocates values that are all given up at once.
type arena[T any] struct {
	chunks [][]T
	n      int
}

const arenaChunk = 256

func (a *arena[T]) alloc() *T {
	c, i := a.n/arenaChunk, a.n%arenaChunk
	if c == len(a.chunks) {
		a.chunks = append(a.chunks, make([]T, arenaChunk))
	}
	a.n++
	return &a.chunks[c][i]
}

// reset gives all values up.
func (a *arena[T]) reset() {
	const kept = 64
	for c := 0; c*arenaChunk < a.n; c++ {
		clear(a.chunks[c])
	}
	if len(a.chunks) > kept {
		a.chunks = a.chunks[:kept]
	}
	a.n = 0
}

// Text returns the spelling of a name.
func (p *Parser) Text(n ctoken.Name) string { return p.names.Text(n) }
