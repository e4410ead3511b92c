package cpp

import (
	"strconv"

	"github.com/cgolint/cgolint/internal/ctoken"
)

// A Pack is #pragma pack, or #pragma ms_struct.
type Pack struct {
	Push, Pop bool
	Value     int // the alignment in bytes, 0 for the usual one, -1 when none is given
	Label     ctoken.Name
}

// pragma heeds a pragma.
func (p *Preprocessor) pragma(line []ctoken.Token, pos ctoken.Pos) {
	if len(line) == 0 || line[0].Kind != ctoken.Ident {
		return
	}
	switch line[0].Name {
	case ctoken.Word("once"):
		if u := p.fileAt(pos); u != nil {
			u.once = true
		}
	case ctoken.Word("pack"):
		if line = line[1:]; p.Clang {
			line = p.expandAll(line) // to gcc a macro is a label
		}
		p.pack(line, pos)
	case ctoken.Word("push_macro"):
		if n := p.macroName(line); n != 0 {
			p.saved[n] = append(p.saved[n], p.macro(n))
		}
	case ctoken.Word("pop_macro"):
		if n := p.macroName(line); n != 0 && len(p.saved[n]) > 0 {
			last := len(p.saved[n]) - 1
			p.setMacro(n, p.saved[n][last])
			p.saved[n] = p.saved[n][:last]
		}
	}
}

// macroName reads ("NAME").
func (p *Preprocessor) macroName(line []ctoken.Token) ctoken.Name {
	if len(line) < 3 || line[2].Kind != ctoken.String {
		return 0
	}
	_, body := ctoken.SplitLiteral(p.Names.Text(line[2].Name))
	return p.Names.Intern([]byte(body))
}

// pack hands a #pragma pack on to the parser.
func (p *Preprocessor) pack(line []ctoken.Token, pos ctoken.Pos) {
	k := Pack{Value: -1}
	empty := true
	for _, t := range line {
		switch {
		case t.Is(ctoken.Word("push")):
			k.Push, empty = true, false
		case t.Is(ctoken.Word("pop")):
			k.Pop, empty = true, false
		case t.Kind == ctoken.Ident:
			k.Label = t.Name
		case t.Kind == ctoken.Number:
			k.Value, _ = strconv.Atoi(p.Names.Text(t.Name))
			empty = false
		}
	}
	if empty {
		k.Value = 0
	}
	p.Packs = append(p.Packs, k)
	p.notes = append(p.notes, ctoken.Token{Kind: ctoken.Pragma, Name: ctoken.Name(len(p.Packs) - 1), Pos: pos})
}
