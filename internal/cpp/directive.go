package cpp

import (
	"errors"
	"strconv"

	"github.com/cgolint/cgolint/internal/ctoken"
)

var (
	wordIf       = ctoken.Word("if")
	wordIfdef    = ctoken.Word("ifdef")
	wordIfndef   = ctoken.Word("ifndef")
	wordElif     = ctoken.Word("elif")
	wordElifdef  = ctoken.Word("elifdef")
	wordElifndef = ctoken.Word("elifndef")
	wordElse     = ctoken.Word("else")
	wordEndif    = ctoken.Word("endif")
	wordDefine   = ctoken.Word("define")
	wordUndef    = ctoken.Word("undef")
	wordLine     = ctoken.Word("line")
	wordPragma   = ctoken.Word("pragma")
	wordError    = ctoken.Word("error")
	wordInclude  = ctoken.Word("include")
	wordNext     = ctoken.Word("include_next")
	wordImport   = ctoken.Word("import")
	wordDefined  = ctoken.Word("defined")
)

// directive carries out the next directive of a file.
func (p *Preprocessor) directive(f *frame) {
	at := f.directive
	d := f.Directives[at]
	f.at = int(d.End)
	f.to(at + 1)
	line := f.Tokens[min(d.Start+2, d.End):d.End]
	pos := f.base + f.Tokens[d.Start].Pos
	switch d.Name {
	case wordDefine:
		p.define(f, at, line)
	case wordUndef:
		if len(line) > 0 && line[0].Kind == ctoken.Ident {
			p.setMacro(line[0].Name, nil)
		}
	case wordIf, wordIfdef, wordIfndef:
		if !p.holds(f, d, line) {
			p.skip(f, at)
		}
	case wordElif, wordElifdef, wordElifndef, wordElse:
		f.toEnd(at) // of the group that was taken
	case wordInclude, wordNext, wordImport:
		p.include(f, d.Name, line, pos)
	case wordLine:
		p.line(f, line, pos)
	case wordPragma:
		p.pragma(p.absolute(f, line), pos)
	case wordError:
		p.failAt(pos, "#error%s", p.spellLine(line))
	case 0:
		if len(f.Tokens) > int(d.Start)+1 && d.End > d.Start+1 && f.Tokens[d.Start+1].Kind == ctoken.Number {
			p.line(f, f.Tokens[d.Start+1:d.End], pos) // # 12 "file"
		}
	}
}

func (p *Preprocessor) spellLine(line []ctoken.Token) string {
	var text []byte
	for _, t := range line {
		text = p.Spell(append(text, ' '), t)
	}
	return string(text)
}

// absolute returns a copy of the tokens of a file with their positions in the
// unit.
func (p *Preprocessor) absolute(f *frame, line []ctoken.Token) []ctoken.Token {
	all := append([]ctoken.Token(nil), line...)
	for i := range all {
		all[i].Pos += f.base
	}
	return all
}

func (p *Preprocessor) define(f *frame, at int, line []ctoken.Token) {
	m := f.defs[at]
	if m == nil {
		if m = define(line); m == nil {
			return
		}
		f.defs[at] = m
	}
	p.setMacro(m.Name, m)
}

// holds evaluates the condition of a directive.
func (p *Preprocessor) holds(f *frame, d ctoken.Directive, line []ctoken.Token) bool {
	switch d.Name {
	case wordIfdef, wordElifdef:
		return len(line) > 0 && p.macro(line[0].Name) != nil
	case wordIfndef, wordElifndef:
		return len(line) > 0 && p.macro(line[0].Name) == nil
	}
	if len(line) == 1 && line[0].Kind == ctoken.Number {
		v, _ := ctoken.ParseNumber(p.Names.Text(line[0].Name))
		return v.Int != 0
	}
	return p.evaluate(p.absolute(f, line))
}

// skip goes on after the alternatives of a condition that do not hold. at is
// the first.
func (p *Preprocessor) skip(f *frame, at int) {
	for {
		next := f.Directives[at].Next
		if next < 0 {
			f.toDirectivesEnd()
			return
		}
		at = int(next)
		d := f.Directives[at]
		f.at = int(d.End)
		f.to(at + 1)
		if d.Name == wordEndif || d.Name == wordElse {
			return
		}
		if p.holds(f, d, f.Tokens[min(d.Start+2, d.End):d.End]) {
			return
		}
	}
}

// toEnd goes on after the #endif of the group that a directive is of.
func (f *frame) toEnd(at int) {
	if f.Directives[at].Next < 0 {
		return // of none
	}
	for f.Directives[at].Name != wordEndif {
		if at = int(f.Directives[at].Next); at < 0 {
			f.toDirectivesEnd()
			return
		}
	}
	f.at = int(f.Directives[at].End)
	f.to(at + 1)
}

func (f *frame) toDirectivesEnd() {
	f.at = len(f.Tokens) - 1
	f.to(len(f.Directives))
}

// line carries out #line.
func (p *Preprocessor) line(f *frame, line []ctoken.Token, pos ctoken.Pos) {
	if len(line) > 0 && line[0].Kind == ctoken.Ident {
		line = p.expandAll(p.absolute(f, line))
	}
	if len(line) == 0 || line[0].Kind != ctoken.Number {
		return
	}
	n, err := strconv.Atoi(p.Names.Text(line[0].Name))
	if err != nil {
		return
	}
	m := mark{pos: pos, file: p.FileAt(pos), line: n}
	if len(line) > 1 && line[1].Kind == ctoken.String {
		_, body := ctoken.SplitLiteral(p.Names.Text(line[1].Name))
		m.file = string(ctoken.AppendUnescaped(nil, body, true))
	}
	f.mark(m)
}

// errNoFile says that a header is not there.
type errNoFile struct {
	Position
	name string
}

func (e *errNoFile) Error() string {
	return e.File + ":" + strconv.Itoa(e.Line) + ": include file not found: " + e.name
}

// IsMissing reports whether an error says that a header is not there.
func IsMissing(err error) bool {
	var missing *errNoFile
	return errors.As(err, &missing)
}

// include reads the file that #include names.
func (p *Preprocessor) include(f *frame, kind ctoken.Name, line []ctoken.Token, pos ctoken.Pos) {
	name, quoted, ok := p.headerName(p.absolute(f, line))
	if !ok {
		p.failAt(pos, "#include names no file")
		return
	}
	file, found := p.find(f, name, quoted, kind == wordNext)
	if file == nil {
		p.fail(&errNoFile{p.Position(pos), name})
		return
	}
	if kind == wordImport {
		if u := p.byFile[file]; u != nil && u.count > 0 {
			return
		}
	}
	p.enter(file, found)
}
