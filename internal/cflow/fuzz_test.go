package cflow

import (
	"context"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/cgolint/cgolint/internal/cfront"
	"github.com/cgolint/cgolint/internal/cir"
	"github.com/cgolint/cgolint/internal/contract"
	"github.com/cgolint/cgolint/internal/preamble"
)

// FuzzAnalyze reads and summarizes any text as a preamble. Seeds are the
// preambles of the test packages and the C files here; of real packages too,
// when CGOLINT_CORPUS names their directories.
func FuzzAnalyze(f *testing.F) {
	for _, text := range seeds(f) {
		f.Add(text)
	}
	compiler := probe(f)
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, text string) {
		panicked = func(fn *cir.Func, reason any) { t.Errorf("the analysis of %s failed: %v", fn.Name, reason) }
		start := time.Now()
		in := &cfront.Input{
			Dir: dir, Build: &build.Default, Compiler: compiler,
			Preambles: []cfront.Preamble{{File: filepath.Join(dir, "x.go"), Parts: []cfront.TextBlock{{Text: text, Line: 3}}}},
		}
		r := cfront.Read(context.Background(), in, nil)
		for _, u := range r.Unread {
			if strings.Contains(u.Err.Error(), "internal/cir.") {
				t.Error(u.Err)
			}
		}
		for _, u := range r.Lowered() {
			if again, err := cir.Decode(u.Encode()); err != nil || len(again.Funcs) != len(u.Funcs) {
				t.Errorf("a unit is not what it was encoded from: %v", err)
			}
		}
		Analyze(&Input{Units: r.Lowered(), Exports: []string{"goCallback"}, Contracts: contract.Library(), All: true})
		if took := time.Since(start); took > time.Minute {
			t.Errorf("it took %v", took)
		}
	})
}

func seeds(f *testing.F) []string {
	var all []string
	files, _ := filepath.Glob("testdata/*.c")
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		all = append(all, string(text))
	}
	dirs, _ := filepath.Glob("../../testdata/src/*/*")
	for _, dir := range append(dirs, strings.Fields(os.Getenv("CGOLINT_CORPUS"))...) {
		names, _ := filepath.Glob(filepath.Join(dir, "*.go"))
		for _, name := range names {
			all = append(all, preambles(name)...)
		}
	}
	return all
}

// preambles returns the C text in a Go file.
func preambles(name string) []string {
	src, err := os.ReadFile(name)
	if err != nil || !strings.Contains(string(src), `import "C"`) {
		return nil
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, src, parser.ParseComments|parser.ImportsOnly)
	if err != nil {
		return nil
	}
	var all []string
	ast.Inspect(file, func(n ast.Node) bool {
		if decl, ok := n.(*ast.GenDecl); ok && decl.Doc != nil {
			var spans []preamble.Span
			for _, c := range decl.Doc.List {
				spans = append(spans, preamble.Span{Start: int(c.Pos() - file.FileStart), End: int(c.End() - file.FileStart)})
			}
			all = append(all, preamble.Extract(src, spans).WithoutDirectives())
		}
		return true
	})
	return all
}
