package ctoken

import (
	"bytes"
	"sort"
)

// A File is the text of a file in tokens. It is the same for all units that
// include the file.
type File struct {
	Name       string
	Size       int
	Tokens     []Token // positions are offsets; the last is EOF
	Directives []Directive

	// Guard is the macro that the whole file stands under: when it is
	// defined, there is nothing in the file. It is 0 where there is none.
	Guard Name

	text  []byte
	lines []int32 // offsets of lines
}

// A Directive is a line that begins with #.
type Directive struct {
	Start, End int32 // in Tokens: from # up to what follows the line
	Name       Name  // of the directive, 0 for a line of # alone or another token
	// Next is, of a directive that begins or continues a conditional group,
	// the directive that ends or continues it: an index in Directives, or -1.
	Next int32
}

// NewFile splits the text of a file, which it keeps.
func NewFile(name string, text []byte, names *Names) *File {
	l := lexer{text: text, names: names, out: make([]Token, 0, len(text)/16+8)}
	l.run()
	f := &File{Name: name, Size: len(text), Tokens: l.out, text: text}
	f.findDirectives()
	f.findGuard()
	return f
}

// findDirectives fills Directives.
func (f *File) findDirectives() {
	var open []int32 // directives of groups that are not closed
	for i := 0; i < len(f.Tokens); i++ {
		t := f.Tokens[i]
		if t.Kind != Hash || t.Flags&LineStart == 0 {
			continue
		}
		end := i + 1
		for f.Tokens[end].Flags&LineStart == 0 {
			end++
		}
		d := Directive{Start: int32(i), End: int32(end), Next: -1}
		if end > i+1 && f.Tokens[i+1].Kind == Ident {
			d.Name = f.Tokens[i+1].Name
		}
		at := int32(len(f.Directives))
		switch Conditional(d.Name) {
		case Begins:
			open = append(open, at)
		case Continues:
			if len(open) > 0 {
				f.Directives[open[len(open)-1]].Next = at
				open[len(open)-1] = at
			}
		case Ends:
			if len(open) > 0 {
				f.Directives[open[len(open)-1]].Next = at
				open = open[:len(open)-1]
			}
		}
		f.Directives = append(f.Directives, d)
		i = end - 1
	}
}

// A Part is what a directive is in a conditional group.
type Part uint8

// The parts of a conditional group; 0 is none.
const (
	Begins Part = iota + 1
	Continues
	Ends
)

var parts = map[Name]Part{
	Word("if"): Begins, Word("ifdef"): Begins, Word("ifndef"): Begins,
	Word("elif"): Continues, Word("else"): Continues, Word("elifdef"): Continues, Word("elifndef"): Continues,
	Word("endif"): Ends,
}

// Conditional returns what the directive of a name is in a conditional group.
func Conditional(n Name) Part { return parts[n] }

// findGuard fills Guard.
func (f *File) findGuard() {
	if len(f.Directives) < 2 || f.Directives[0].Start != 0 {
		return
	}
	first := f.Directives[0]
	end := first.Next
	if int(end) != len(f.Directives)-1 || f.Directives[end].Name != Word("endif") || f.Tokens[f.Directives[end].End].Kind != EOF {
		return
	}
	line := f.Tokens[first.Start+2 : first.End]
	switch {
	case first.Name == Word("ifndef") && len(line) > 0 && line[0].Kind == Ident:
		f.Guard = line[0].Name
	case first.Name == Word("if") && len(line) == 3 && line[0].Kind == Not && line[1].Is(Word("defined")) && line[2].Kind == Ident:
		f.Guard = line[2].Name
	case first.Name == Word("if") && len(line) == 5 && line[0].Kind == Not && line[1].Is(Word("defined")) && line[2].Kind == LParen && line[3].Kind == Ident:
		f.Guard = line[3].Name
	}
}

// Line returns the line and the column of an offset, from 1, in bytes.
func (f *File) Line(offset int) (line, column int) {
	if f.lines == nil {
		f.lines = append(make([]int32, 0, len(f.text)/30+1), 0)
		for i := 0; ; {
			n := bytes.IndexByte(f.text[i:], '\n')
			if n < 0 {
				break
			}
			i += n + 1
			f.lines = append(f.lines, int32(i))
		}
	}
	line = sort.Search(len(f.lines), func(i int) bool { return int(f.lines[i]) > offset })
	return line, offset - int(f.lines[line-1]) + 1
}

// Text returns the text from one offset to another.
func (f *File) Text(from, to Pos) []byte { return f.text[from:min(int(to), len(f.text))] }
