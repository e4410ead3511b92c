package cgosource

import (
	"go/ast"
	"go/token"

	"github.com/cgolint/cgolint/internal/preamble"
)

// A Preamble is the C text above one import "C".
type Preamble struct {
	*preamble.Text
	File    *ast.File
	Import  *ast.ImportSpec
	Comment *ast.CommentGroup // nil when there is none; the text is then empty
}

// Pos returns the position in the Go file of the byte at offset in the C
// text.
func (p *Preamble) Pos(offset int) token.Pos {
	if p.Comment == nil {
		return p.Import.Pos()
	}
	return p.File.FileStart + token.Pos(p.Source(offset))
}

// Preambles returns the preambles of Files, in source order; a file may have
// several. The text comes with its #cgo lines: see Text.Directives.
func (p *Package) Preambles() []*Preamble { return p.preambles() }

// A cImport is an import "C" with the comment that cgo reads.
type cImport struct {
	file *ast.File
	spec *ast.ImportSpec
	doc  *ast.CommentGroup
}

// addImports notes the C imports of f.
func (p *Package) addImports(f *ast.File) {
	preamble.Imports(f, func(spec *ast.ImportSpec, doc *ast.CommentGroup) {
		p.imports = append(p.imports, cImport{f, spec, doc})
	})
}

func (p *Package) readPreambles() []*Preamble {
	var all []*Preamble
	for _, i := range p.imports {
		var spans []preamble.Span
		if i.doc != nil {
			for _, c := range i.doc.List {
				spans = append(spans, preamble.Span{Start: int(c.Pos() - i.file.FileStart), End: int(c.End() - i.file.FileStart)})
			}
		}
		all = append(all, &Preamble{preamble.Extract(p.Source(i.file), spans), i.file, i.spec, i.doc})
	}
	return all
}
