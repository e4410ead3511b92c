package session

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"path/filepath"
	"sync"

	"golang.org/x/tools/go/packages"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/internal/rawtypes"
)

// parsed keeps the files of a directory's packages between analyses, and the
// packages that come from export data.
type parsed struct {
	fset     *token.FileSet
	files    map[string]*parsedFile
	importer types.Importer // of export data; nil until it is needed
}

type parsedFile struct {
	text  []byte
	tree  *ast.File
	err   error // the syntax is not right
	shape shape
}

func newParsed() *parsed {
	return &parsed{fset: token.NewFileSet(), files: make(map[string]*parsedFile)}
}

// file parses a file, unless it is as it was.
func (p *parsed) file(name string, text []byte) *parsedFile {
	old := p.files[name]
	if old != nil && bytes.Equal(old.text, text) {
		return old
	}
	if old != nil && old.tree != nil {
		p.fset.RemoveFile(p.fset.File(old.tree.FileStart))
	}
	f := &parsedFile{text: text}
	f.tree, f.err = parser.ParseFile(p.fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
	f.shape = shapeOf(name, text)
	p.files[name] = f
	return f
}

// keepOnly removes the files that analyzers have added to the file set, by
// parsing once more what they were given, and for places in C.
func (p *parsed) keepOnly(known map[*token.File]bool) {
	var added []*token.File
	p.fset.Iterate(func(f *token.File) bool {
		if !known[f] && (p.files[f.Name()] != nil || filepath.Ext(f.Name()) != ".go") {
			added = append(added, f)
		}
		return true
	})
	for _, f := range added {
		p.fset.RemoveFile(f)
	}
}

// known returns the files of the file set.
func (p *parsed) known() map[*token.File]bool {
	known := make(map[*token.File]bool)
	p.fset.Iterate(func(f *token.File) bool {
		known[f] = true
		return true
	})
	return known
}

// A checker makes packages with types of units.
type checker struct {
	*Session
	*parsed
	meta  *metadata
	texts map[string][]byte // what was read
	more  sync.Map          // texts of other files that analyzers have read, by name
}

// check parses and type-checks a unit. What it imports from source must have
// been checked.
func (c *checker) check(u *unit) *packages.Package {
	pkg := &packages.Package{
		ID: u.ID, Name: u.Name, PkgPath: u.PkgPath, Module: u.Module, TypesSizes: u.TypesSizes,
		GoFiles: u.GoFiles, OtherFiles: u.OtherFiles, IgnoredFiles: u.IgnoredFiles,
		Fset: c.fset, Imports: make(map[string]*packages.Package),
	}
	for path, imported := range u.imports {
		if imported.checked != nil {
			pkg.Imports[path] = imported.checked
		}
	}
	names := u.GoFiles
	if u.declarations != "" {
		names = append([]string{u.declarations}, names...)
	}
	for _, name := range names {
		text, err := c.text(name)
		if err != nil {
			continue // removed since it was loaded
		}
		c.texts[name] = text
		f := c.file(name, text)
		if f.tree == nil {
			continue
		}
		if f.err != nil {
			pkg.IllTyped = true
		}
		pkg.Syntax = append(pkg.Syntax, f.tree)
	}
	version := ""
	if u.Module != nil && u.Module.GoVersion != "" {
		version = "go" + u.Module.GoVersion
	}
	rawtypes.Check(pkg, c.importerFor(u), version, func(err error) {
		if err, ok := err.(types.Error); ok && !err.Soft {
			pkg.TypeErrors = append(pkg.TypeErrors, err)
			pkg.IllTyped = true
		}
	})
	return pkg
}

// importerFor returns an importer for the files of u.
func (c *checker) importerFor(u *unit) types.Importer {
	if c.importer == nil {
		c.importer = importer.ForCompiler(c.fset, "gc", func(path string) (io.ReadCloser, error) {
			if file := c.meta.exports[path]; file != "" {
				return os.Open(file)
			}
			return nil, fmt.Errorf("package %q is not there, or does not compile", path)
		})
	}
	return gotype.Importer(func(path string) (*types.Package, error) {
		imported := u.imports[path]
		switch {
		case imported == nil:
			return c.importer.Import(path) // of cgo's declarations
		case imported.checked != nil:
			return imported.checked.Types, nil
		}
		return c.importer.Import(imported.PkgPath)
	})
}
