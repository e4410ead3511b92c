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
	mentions func() map[string]string
}

func run(pass *analysis.Pass) (any, error) {
	src := pass.ResultOf[cgosource.Analyzer].(*cgosource.Package)
	return &Package{sync.OnceValue(func() map[string]string { return read(src) })}, nil
}

// Mentions returns the name of a file that the pass does not hold and that
// has name as an identifier, or "". The identifier may stand for something
// else there: the file is not type-checked.
func (p *Package) Mentions(name string) (file string) { return p.mentions()[name] }

// read returns the identifiers of the other files, with the file of each.
func read(src *cgosource.Package) map[string]string {
	held := make(map[string]bool)
	dirs := make(map[string]bool)
	for _, f := range src.Files {
		name := src.Fset.File(f.FileStart).Name()
		held[name] = true
		dirs[filepath.Dir(name)] = true
	}
	mentions := make(map[string]string)
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
			for _, id := range identifiers(name, src.Types.Name()) {
				mentions[id] = name
			}
		}
	}
	return mentions
}

// identifiers returns the identifiers of a file, if it is in package pkg.
func identifiers(name, pkg string) []string {
	src, err := os.ReadFile(name)
	if err != nil || !bytes.Contains(src, []byte(pkg)) {
		return nil
	}
	var s scanner.Scanner
	s.Init(token.NewFileSet().AddFile(name, -1, len(src)), src, nil, 0)
	var ids []string
	for {
		_, tok, lit := s.Scan()
		if tok == token.EOF {
			break
		}
		if tok == token.IDENT {
			ids = append(ids, lit)
		}
	}
	if len(ids) == 0 || ids[0] != pkg { // package is a keyword
		return nil
	}
	return ids
}
