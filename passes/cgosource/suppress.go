package cgosource

import (
	"go/ast"
	"go/token"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/settings"
	"github.com/cgolint/cgolint/internal/suppress"
)

// A Suppression is a directive of the user that has findings ignored, and
// where it stands. At the end of a line it is about that line. On lines of its
// own it is about what begins on the next: a statement or declaration to its
// end, a loop with its body, and of others that have a body the head.
type Suppression struct {
	suppress.Directive
	Pos, End token.Pos // of the comment

	from, to int // the lines that it is about
	used     map[string]bool
}

// At returns the position of a byte offset in the comment.
func (s *Suppression) At(offset int) token.Pos { return s.Pos + token.Pos(offset) }

// suppressions are those of the files that were asked for.
type suppressions struct {
	mu     sync.Mutex // checks run at the same time
	byFile map[*token.File][]*Suppression
}

func (s *suppressions) use(one *Suppression, name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	one.used[name] = true
}

// Suppressions returns the directives in the package: of its Go files,
// preambles included, and of the C files in its directory.
func (p *Package) Suppressions() []*Suppression {
	var all []*Suppression
	dirs := make(map[string]bool)
	for _, f := range p.Files {
		file := p.Fset.File(f.FileStart)
		dirs[filepath.Dir(file.Name())] = true
		all = append(all, p.suppressionsIn(file)...)
	}
	if p.cgo {
		for dir := range dirs {
			for _, file := range p.cFilesIn(dir) {
				all = append(all, p.suppressionsIn(file)...)
			}
		}
	}
	return all
}

// Used reports whether a directive has, by one of its names, ignored a finding
// in this run so far.
func (p *Package) Used(s *Suppression, name string) bool {
	p.suppressions.mu.Lock()
	defer p.suppressions.mu.Unlock()
	return s.used[name]
}

// match returns the name of the directive that stands for findings of a
// check's category, or "". What is wrong with directives is ignored by name
// alone.
func (s *Suppression) match(check, category string, c *settings.Config) string {
	if s.Spaced || s.IsNolint() && c.LeaveNolint {
		return ""
	}
	i := slices.IndexFunc(s.Names, func(name string) bool {
		switch {
		case name == check, name == finding.CategoryName(check, category):
			return true
		case check == suppress.Check:
			return false
		case s.IsOwn():
			return name == "all" || finding.WasCalled(check, category, name)
		}
		return s.IsNolint() && name == "cgolint"
	})
	if i < 0 {
		return ""
	}
	return s.Names[i]
}

// suppressionsAt returns the directives that are about pos.
func (p *Package) suppressionsAt(pos token.Pos) []*Suppression {
	file := p.Fset.File(pos)
	if file == nil {
		return nil
	}
	line := file.PositionFor(pos, false).Line
	return slices.DeleteFunc(slices.Clone(p.suppressionsIn(file)), func(s *Suppression) bool { return line < s.from || s.to < line })
}

// suppressionsIn returns the directives of a file.
func (p *Package) suppressionsIn(file *token.File) []*Suppression {
	p.suppressions.mu.Lock()
	defer p.suppressions.mu.Unlock()
	all, ok := p.suppressions.byFile[file]
	if ok {
		return all
	}
	if f := p.File(token.Pos(file.Base())); f != nil {
		all = p.suppressionsOfGo(f, file)
	} else if text, ok := p.cfiles.text(file); ok {
		all = suppressionsOfC(file, text, func(offset int) token.Pos { return file.Pos(offset) })
	}
	if p.suppressions.byFile == nil {
		p.suppressions.byFile = make(map[*token.File][]*Suppression)
	}
	p.suppressions.byFile[file] = all
	return all
}

// suppressionsOfGo returns the directives of a Go file.
func (p *Package) suppressionsOfGo(f *ast.File, file *token.File) []*Suppression {
	var all []*Suppression
	preambles := make(map[*ast.CommentGroup]bool)
	for _, pre := range p.Preambles() {
		if pre.File == f && pre.Comment != nil {
			preambles[pre.Comment] = true
			all = append(all, suppressionsOfC(file, pre.C, pre.Pos)...)
		}
	}
	for _, group := range f.Comments {
		if preambles[group] {
			continue
		}
		for _, c := range group.List {
			d, ok := suppress.Parse(c.Text, false)
			if !ok {
				continue
			}
			s := newSuppression(d, c.Pos(), c.End())
			s.from = file.PositionFor(c.Pos(), false).Line
			s.to = s.from
			if !d.WholeFile() && p.standsAlone(f, c) {
				s.from, s.to = extent(file, f, file.PositionFor(group.End(), false).Line+1)
			}
			all = append(all, s.inFile())
		}
	}
	return all
}

func newSuppression(d suppress.Directive, pos, end token.Pos) *Suppression {
	return &Suppression{Directive: d, Pos: pos, End: end, used: make(map[string]bool)}
}

// inFile makes a directive that is about a file cover it.
func (s *Suppression) inFile() *Suppression {
	if s.WholeFile() {
		s.from, s.to = 0, math.MaxInt
	}
	return s
}

// standsAlone reports whether nothing but white space stands before a comment
// on its line.
func (p *Package) standsAlone(f *ast.File, c *ast.Comment) bool {
	return strings.TrimSpace(before(string(p.Source(f)), int(c.Pos()-f.FileStart))) == ""
}

// before returns what stands before offset on its line.
func before(text string, offset int) string {
	text = text[:min(offset, len(text))]
	return text[strings.LastIndexByte(text, '\n')+1:]
}

// Removal returns what to delete to remove a directive: its comment, and the
// line when nothing else is there.
func (p *Package) Removal(s *Suppression) (pos, end token.Pos) {
	file := p.Fset.File(s.Pos)
	text, _ := p.cfiles.text(file)
	if f := p.File(s.Pos); f != nil {
		text = string(p.Source(f))
	}
	start, stop := file.Offset(s.Pos), file.Offset(s.End)
	if stop > len(text) {
		return s.Pos, s.End
	}
	head := before(text, start)
	line, _, _ := strings.Cut(text[stop:], "\n")
	switch {
	case strings.TrimSpace(line) != "":
		return s.Pos, s.End
	case strings.TrimSpace(head) == "":
		return file.Pos(start - len(head)), file.Pos(min(stop+len(line)+1, len(text)))
	}
	return file.Pos(start - len(head) + len(strings.TrimRight(head, " \t"))), s.End
}
