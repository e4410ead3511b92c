// Package cpp is a C preprocessor: it yields the tokens of a translation unit
// with its macros expanded and its headers included. Files are split into
// tokens once and shared by the units that include them.
package cpp

import (
	"fmt"

	"github.com/cgolint/cgolint/internal/ctoken"
)

// Config says where a unit finds what it includes.
type Config struct {
	Names *ctoken.Names
	// Open returns a file in tokens, or nil when there is none of the name.
	Open func(name string) *ctoken.File
	// Exists reports whether there is such a file, for __has_include.
	Exists func(name string) bool

	Quote  []string // directories for "headers" only
	System []string // for all headers, in order
	Limit  int      // how many tokens macros may expand to
	Macros *Cache   // of definitions; shared by units
	Clang  bool     // the compiler is clang, which has more macros of its own
	// Features says that the compiler has __has_feature: clang, and gcc from
	// 14 on.
	Features bool
}

// A Cache keeps the definitions of macros in files that units share.
type Cache struct{ defined map[*ctoken.File][]*Macro }

// NewCache returns an empty cache.
func NewCache() *Cache { return &Cache{make(map[*ctoken.File][]*Macro)} }

// A Preprocessor yields the tokens of one unit.
type Preprocessor struct {
	Config
	// Packs are the pragmas that tokens of the kind Pragma refer to.
	Packs []Pack

	positions
	stack

	macros  []*Macro // by name
	saved   map[ctoken.Name][]*Macro
	byFile  map[*ctoken.File]*unitFile
	frames  []frame
	pending []*ctoken.File // sources that come after
	total   ctoken.Pos     // above all positions

	base     int  // contexts below it are not read
	isolated bool // there is nothing below base: not even the file
	expanded int  // tokens
	counter  int
	notes    []ctoken.Token // of the kind Pragma, that come next
	err      error
}

// maxInclusions bounds how often one file is included in a unit. Headers that
// are lists of macros are included again and again, but not so often.
const maxInclusions = 2000

// maxDepth bounds how deep files include each other, as gcc does.
const maxDepth = 200

// New returns a preprocessor that reads the files one after the other.
func New(cfg Config, files ...*ctoken.File) *Preprocessor {
	p := &Preprocessor{
		Config: cfg, macros: make([]*Macro, cfg.Names.Len()+1024),
		byFile: make(map[*ctoken.File]*unitFile), saved: make(map[ctoken.Name][]*Macro),
		pending: files, total: 1,
	}
	p.defineBuiltins()
	return p
}

// Err returns why the unit could not be read to its end, or nil.
func (p *Preprocessor) Err() error { return p.err }

// fail ends the unit.
func (p *Preprocessor) fail(err error) {
	if p.err == nil {
		p.err = err
	}
	p.frames, p.pending, p.contexts = nil, nil, nil
}

// failAt ends the unit with an error at a position.
func (p *Preprocessor) failAt(pos ctoken.Pos, text string, args ...any) {
	at := p.Position(pos)
	p.fail(fmt.Errorf("%s:%d: "+text, append([]any{at.File, at.Line}, args...)...))
}

// Next returns the next token.
func (p *Preprocessor) Next() ctoken.Token {
	for {
		t := p.lex()
		if t.Kind != ctoken.Ident || t.Flags&ctoken.NoExpand != 0 {
			return t
		}
		m := p.macro(t.Name)
		if m == nil {
			return t
		}
		if m.disabled {
			t.Flags |= ctoken.NoExpand
			return t
		}
		if !p.expand(m, &t) {
			return t
		}
	}
}

// IsDefined reports whether a name is that of a macro now.
func (p *Preprocessor) IsDefined(n ctoken.Name) bool { return p.macro(n) != nil }

// macro returns the macro of a name, or nil.
func (p *Preprocessor) macro(n ctoken.Name) *Macro {
	if int(n) < len(p.macros) {
		return p.macros[n]
	}
	return nil
}

func (p *Preprocessor) setMacro(n ctoken.Name, m *Macro) {
	if int(n) >= len(p.macros) {
		if m == nil {
			return
		}
		p.macros = append(p.macros, make([]*Macro, p.Names.Len()+1024-len(p.macros))...)
	}
	p.macros[n] = m
}
