// Package cpp is a C preprocessor: it yields the tokens of a translation unit
// with its macros expanded and its headers included. Files are split into
// tokens once and shared by the units that include them.
package cpp

import (
	"errors"
	"fmt"
	"path"

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

	macros  []*Macro // by name
	saved   map[ctoken.Name][]*Macro
	files   []*unitFile // by base
	byFile  map[*ctoken.File]*unitFile
	frames  []frame
	pending []*ctoken.File // sources that come after
	total   ctoken.Pos     // above all positions

	contexts []context
	base     int  // contexts below it are not read
	isolated bool // there is nothing below base: not even the file
	free     [][]ctoken.Token
	expanded int // tokens
	counter  int
	notes    []ctoken.Token // of the kind Pragma, that come next
	err      error
}

// maxInclusions bounds how often one file is included in a unit. Headers that
// are lists of macros are included again and again, but not so often.
const maxInclusions = 2000

// maxDepth bounds how deep files include each other, as gcc does.
const maxDepth = 200

// A unitFile is a file in a unit.
type unitFile struct {
	*ctoken.File
	base  ctoken.Pos
	marks []mark
	count int  // inclusions
	once  bool // it has #pragma once
	defs  []*Macro
}

// A mark is a #line directive: the line after pos is line of file.
type mark struct {
	pos  ctoken.Pos
	file string
	line int
}

// A frame is a file that is being read.
type frame struct {
	*unitFile
	at        int // in Tokens
	directive int // the next in Directives
	stop      int // where that begins
	dir       string
	found     int // the directory of the search list in which it was found, or -1
}

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

// Fail ends the unit.
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

// lex returns the next token without expanding it.
func (p *Preprocessor) lex() ctoken.Token {
	for len(p.contexts) > p.base {
		c := &p.contexts[len(p.contexts)-1]
		if c.at < len(c.tokens) {
			t := c.tokens[c.at]
			if c.at == 0 {
				t.Flags = t.Flags&^(ctoken.Space|ctoken.LineStart) | c.before
			}
			if c.pos != 0 {
				t.Pos = c.pos
			}
			c.at++
			return t
		}
		p.leave(c)
	}
	if p.isolated {
		return ctoken.Token{}
	}
	return p.fileToken()
}

// fileToken returns the next token of the files. Directives are carried out
// on the way.
func (p *Preprocessor) fileToken() ctoken.Token {
	for {
		if len(p.notes) > 0 {
			t := p.notes[0]
			p.notes = p.notes[1:]
			return t
		}
		if len(p.frames) == 0 {
			if len(p.pending) == 0 {
				return ctoken.Token{Pos: p.total - 1, Flags: ctoken.LineStart}
			}
			f := p.pending[0]
			p.pending = p.pending[1:]
			p.enter(f, -1)
			continue
		}
		f := &p.frames[len(p.frames)-1]
		if f.at == f.stop {
			p.directive(f)
			continue
		}
		t := f.Tokens[f.at]
		if t.Kind == ctoken.EOF {
			p.frames = p.frames[:len(p.frames)-1]
			continue
		}
		f.at++
		t.Pos += f.base
		return t
	}
}

// enter begins to read a file.
func (p *Preprocessor) enter(file *ctoken.File, found int) {
	u := p.unitFile(file)
	if u.once || file.Guard != 0 && p.macro(file.Guard) != nil && u.count > 0 {
		return
	}
	if u.count++; u.count > maxInclusions || len(p.frames) >= maxDepth {
		p.fail(fmt.Errorf("%s is included too often", file.Name))
		return
	}
	p.frames = append(p.frames, frame{unitFile: u, dir: path.Dir(file.Name), found: found, stop: -1})
	p.frames[len(p.frames)-1].to(0)
}

func (p *Preprocessor) unitFile(file *ctoken.File) *unitFile {
	u := p.byFile[file]
	if u == nil {
		u = &unitFile{File: file, base: p.total}
		if u.defs = p.Macros.defined[file]; u.defs == nil {
			u.defs = make([]*Macro, len(file.Directives))
			p.Macros.defined[file] = u.defs
		}
		p.byFile[file] = u
		p.files = append(p.files, u)
		if uint64(p.total)+uint64(file.Size)+2 > 1<<32-1 {
			p.fail(errors.New("the unit is too large"))
			return u
		}
		p.total += ctoken.Pos(file.Size) + 2
	}
	return u
}

// to makes a directive the next one.
func (f *frame) to(directive int) {
	f.directive, f.stop = directive, -1
	if directive < len(f.Directives) {
		f.stop = int(f.Directives[directive].Start)
	}
}
