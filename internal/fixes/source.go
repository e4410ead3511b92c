package fixes

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"strings"

	"github.com/cgolint/cgolint/internal/preamble"
)

// A source is what is known of a Go file before it is changed.
type source struct {
	name       string
	err        error // why it does not parse
	generated  bool
	formatted  bool            // it has gofmt's form
	importsEnd int             // offset of the first byte after the imports and their line
	imports    map[string]bool // path and name of each import, see importKey
	used       map[string]bool // names that may be those of packages

	preambleEnds []int // offsets where C can be added to a preamble, see preamble.Append
}

func newSource(name string, text []byte) *source {
	s := &source{name: name}
	fset, f, err := parse(name, text)
	if err != nil {
		s.err = err
		return s
	}
	s.generated = ast.IsGenerated(f)
	s.importsEnd = importsEnd(fset, f, text)
	s.imports = make(map[string]bool)
	for _, spec := range f.Imports {
		s.imports[importKey(spec)] = true
	}
	s.used = packageNames(f)
	s.preambleEnds = preambleEnds(fset, f)
	gofmt, err := format.Source(text)
	s.formatted = err == nil && bytes.Equal(gofmt, text)
	return s
}

// preambleEnds returns the offsets at the ends of the comments above an
// import "C".
func preambleEnds(fset *token.FileSet, f *ast.File) []int {
	var ends []int
	preamble.Imports(f, func(_ *ast.ImportSpec, doc *ast.CommentGroup) {
		if doc == nil {
			return
		}
		end := offset(fset, doc.End())
		if strings.HasPrefix(doc.List[len(doc.List)-1].Text, "/*") {
			end -= len("*/")
		}
		ends = append(ends, end)
	})
	return ends
}

// finish returns the changed text without the imports that are no longer
// needed, and in gofmt's form if it was in it before.
func (s *source) finish(text []byte) ([]byte, error) {
	text, err := s.removeImports(text)
	if err != nil {
		return nil, err
	}
	if !s.formatted {
		return text, nil
	}
	gofmt, err := format.Source(text)
	if err != nil {
		return nil, fmt.Errorf("leaves %s in a form that does not parse: %w", s.name, err)
	}
	return gofmt, nil
}

// parse parses a Go file. Its objects are resolved within the file, which is
// how the names of packages are told from those of variables.
func parse(name string, text []byte) (*token.FileSet, *ast.File, error) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, text, parser.ParseComments)
	if err != nil {
		return nil, nil, err
	}
	return fset, f, nil
}
