package cpp

import (
	"errors"
	"fmt"
	"path"

	"github.com/cgolint/cgolint/internal/ctoken"
)

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

// A unitFile is a file in a unit.
type unitFile struct {
	*ctoken.File
	base  ctoken.Pos
	marks []mark
	count int  // inclusions
	once  bool // it has #pragma once
	defs  []*Macro
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

// to makes a directive the next one.
func (f *frame) to(directive int) {
	f.directive, f.stop = directive, -1
	if directive < len(f.Directives) {
		f.stop = int(f.Directives[directive].Start)
	}
}

// A mark is a #line directive: the line after pos is line of file.
type mark struct {
	pos  ctoken.Pos
	file string
	line int
}
