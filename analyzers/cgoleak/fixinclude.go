package cgoleak

import (
	"go/ast"
	"go/token"
	"strings"

	"github.com/cgolint/cgolint/internal/edit"
	"github.com/cgolint/cgolint/internal/preamble"
)

// declareFree makes the file's preamble declare free, when it doesn't.
func (c *fixer) declareFree(f *edit.File) bool {
	for _, ref := range c.src.Refs() {
		if ref.Name == "free" && f.Syntax.FileStart <= ref.Pos() && ref.Pos() < f.Syntax.FileEnd {
			return true
		}
	}
	preambles := c.src.Preambles()
	for i := len(preambles) - 1; i >= 0; i-- {
		p := preambles[i]
		if p.File != f.Syntax {
			continue
		}
		if strings.Contains(p.C, "<stdlib.h>") {
			return true
		}
		return c.include(f, p.Comment)
	}
	return false
}

// include adds the header of free to a preamble.
func (c *fixer) include(f *edit.File, comment *ast.CommentGroup) bool {
	if comment == nil {
		return false
	}
	var spans []preamble.Span
	for _, line := range comment.List {
		spans = append(spans, preamble.Span{Start: int(line.Pos() - f.Syntax.FileStart), End: int(line.End() - f.Syntax.FileStart)})
	}
	offset, insert, ok := preamble.Include(f.Source, spans, "<stdlib.h>")
	if !ok {
		return false
	}
	f.Insert(f.Syntax.FileStart+token.Pos(offset), insert)
	return true
}
