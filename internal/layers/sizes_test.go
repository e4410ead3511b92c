package layers_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// What fits on a few screens is read whole: so the limits of a file and of a
// function.
const (
	maxFileLines  = 250
	maxFuncLines  = 60
	maxParameters = 5
)

// A goFile is a Go file of the project, by its path from the project's root.
type goFile struct {
	name   string
	syntax *ast.File
	fset   *token.FileSet
}

func (f goFile) line(pos token.Pos) int { return f.fset.Position(pos).Line }

func (f goFile) lines() int { return f.line(f.syntax.FileEnd) }

func (f goFile) isTest() bool { return strings.HasSuffix(f.name, "_test.go") }

// goFiles parses the Go files below a folder that people write: all but those
// of testdata, and generated ones.
func goFiles(t *testing.T, root string) []goFile {
	t.Helper()
	var all []goFile
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != root && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".")):
			return fs.SkipDir
		case d.IsDir() || filepath.Ext(path) != ".go":
			return nil
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		f := goFile{name: filepath.ToSlash(name), fset: token.NewFileSet()}
		f.syntax, err = parser.ParseFile(f.fset, path, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err == nil && !ast.IsGenerated(f.syntax) {
			all = append(all, f)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestSizes holds how long files and functions are, and how many parameters a
// function has.
func TestSizes(t *testing.T) {
	files := goFiles(t, "../..")
	if len(files) < 500 {
		t.Errorf("only %d files are looked at", len(files))
	}
	for _, f := range files {
		for _, what := range tooLarge(f) {
			t.Errorf("%s: %s", f.name, what)
		}
	}
}

// tooLarge says what of a file is beyond a limit.
func tooLarge(f goFile) (all []string) {
	if n := f.lines(); n > maxFileLines {
		all = append(all, quantity("the file", n, "lines", maxFileLines))
	}
	for _, d := range f.syntax.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		if n := f.line(fn.End()) - f.line(fn.Pos()) + 1; n > maxFuncLines {
			all = append(all, quantity(fn.Name.Name, n, "lines", maxFuncLines))
		}
		if n := fn.Type.Params.NumFields(); n > maxParameters {
			all = append(all, quantity(fn.Name.Name, n, "parameters", maxParameters))
		}
	}
	return all
}

func quantity(what string, n int, unit string, most int) string {
	return fmt.Sprintf("%s has %d %s, more than %d", what, n, unit, most)
}

// TestTooLarge shows that what is beyond a limit is said.
func TestTooLarge(t *testing.T) {
	parse := func(text string) goFile {
		f := goFile{name: "a.go", fset: token.NewFileSet()}
		var err error
		if f.syntax, err = parser.ParseFile(f.fset, f.name, text, 0); err != nil {
			t.Fatal(err)
		}
		return f
	}
	for _, test := range []struct{ text, want string }{
		{"package a\n\nfunc f(a, b, c, d, e int) {" + strings.Repeat("\n", 59) + "}\n", ""},
		{"package a\n\nfunc f(a, b, c int, d, e, f int) {}\n", "f has 6 parameters, more than 5"},
		{"package a\n\nfunc (x t) f() {" + strings.Repeat("\n", 60) + "}\n", "f has 61 lines, more than 60"},
		{"package a" + strings.Repeat("\n", 250), ""},
		{"package a" + strings.Repeat("\n", 251), "the file has 251 lines, more than 250"},
	} {
		if got := strings.Join(tooLarge(parse(test.text)), "; "); got != test.want {
			t.Errorf("%.40q: %q, want %q", test.text, got, test.want)
		}
	}
}
