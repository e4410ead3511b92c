// Package dirfiles tells an analyzer what the other Go files in a package's
// directory mention: files of the same package that the pass does not hold,
// because they belong to another build configuration, or because they are
// tests and the pass is on the package without them. The go command has a
// package analysed with and without its tests.
//
// A fix that changes what a declaration means must leave such files alone,
// and so must not be made when they use it.
package dirfiles

import (
	"bytes"
	"go/scanner"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/passes/cgosource"
)

// Analyzer finds the files; it reports nothing, and reads nothing until it is
// asked. Its result is a *[Package].
var Analyzer = &analysis.Analyzer{
	Name:             "dirfiles",
	Doc:              "find the files of the package that the pass does not hold",
	URL:              "https://pkg.go.dev/github.com/cgolint/cgolint/passes/dirfiles",
	Requires:         []*analysis.Analyzer{cgosource.Analyzer},
	Run:              run,
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Package](),
}

// A Package knows the other files of one package.
type Package struct {
	mentions func() mentions
}

// The mentions of a folder give, for an identifier, a file that has it: in any
// place, and where a field can stand.
type mentions struct{ names, fields map[string]string }

func run(pass *analysis.Pass) (any, error) {
	src := pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)
	return &Package{sync.OnceValue(func() mentions { return read(src) })}, nil
}

// Mentions returns the name of a file that the pass does not hold and that
// has name as an identifier, or "". The identifier may stand for something
// else there: the file is not type-checked.
func (p *Package) Mentions(name string) (file string) { return p.mentions().names[name] }

// MentionsField is Mentions for the name of a field: after a period, as in
// x.name, or before a colon, as in T{name: 1}.
func (p *Package) MentionsField(name string) (file string) { return p.mentions().fields[name] }

// read returns the identifiers of the other files, with the file of each.
func read(src *cgosource.Package) mentions {
	held := make(map[string]bool)
	dirs := make(map[string]bool)
	for _, f := range src.Files {
		name := src.Fset.File(f.FileStart).Name()
		held[name] = true
		dirs[filepath.Dir(name)] = true
	}
	found := mentions{make(map[string]string), make(map[string]string)}
	for dir := range dirs {
		entries, err := os.ReadDir(dir)
		if err != nil {
			continue // as in a build system that moves files
		}
		for _, e := range entries {
			name := filepath.Join(dir, e.Name())
			if !strings.HasSuffix(name, ".go") || held[name] || !e.Type().IsRegular() {
				continue
			}
			found.add(name, src.Types.Name())
		}
	}
	return found
}

// add adds the identifiers of a file, if it is in package pkg.
func (m mentions) add(name, pkg string) {
	src, err := os.ReadFile(name)
	if err != nil || !bytes.Contains(src, []byte(pkg)) {
		return
	}
	var s scanner.Scanner
	s.Init(token.NewFileSet().AddFile(name, -1, len(src)), src, nil, 0)
	var before token.Token // the token before the identifier
	id, inPackage := "", false
	for last := token.ILLEGAL; ; {
		_, tok, lit := s.Scan()
		if id != "" && (before == token.PERIOD || tok == token.COLON) {
			m.fields[id] = name
		}
		if tok == token.EOF {
			return
		}
		before, last, id = last, tok, ""
		if tok != token.IDENT {
			continue
		}
		if !inPackage && lit != pkg { // package is a keyword, its name the first identifier
			return
		}
		inPackage = true
		id = lit
		m.names[id] = name
	}
}
