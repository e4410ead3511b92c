package cpp

import (
	"sort"

	"github.com/cgolint/cgolint/internal/ctoken"
)

// A Position is where something stands, as #line directives say.
type Position struct {
	File         string
	Line, Column int // from 1; the column in bytes
}

// A positions knows the files of a unit.
type positions struct {
	files []*unitFile // by base
}

// Position returns where a position is. What comes from the text of a macro is
// where the macro is used.
func (p *positions) Position(pos ctoken.Pos) Position {
	u := p.fileAt(pos)
	if u == nil {
		return Position{}
	}
	line, column := u.Line(int(pos - u.base))
	i := sort.Search(len(u.marks), func(i int) bool { return u.marks[i].pos > pos })
	if i == 0 {
		return Position{u.Name, line, column}
	}
	m := u.marks[i-1]
	at, _ := u.Line(int(m.pos - u.base))
	return Position{m.file, m.line + line - at - 1, column}
}

// FileAt returns the name of the file at a position, as #line directives say.
func (p *positions) FileAt(pos ctoken.Pos) string {
	u := p.fileAt(pos)
	if u == nil {
		return ""
	}
	if i := sort.Search(len(u.marks), func(i int) bool { return u.marks[i].pos > pos }); i > 0 {
		return u.marks[i-1].file
	}
	return u.Name
}

func (p *positions) fileAt(pos ctoken.Pos) *unitFile {
	i := sort.Search(len(p.files), func(i int) bool { return p.files[i].base > pos })
	if i == 0 || pos == 0 {
		return nil
	}
	return p.files[i-1]
}

// mark notes a #line directive at a position.
func (u *unitFile) mark(m mark) {
	if n := len(u.marks); n == 0 || u.marks[n-1].pos < m.pos {
		u.marks = append(u.marks, m)
	}
}
