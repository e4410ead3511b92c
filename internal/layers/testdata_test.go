package layers_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// testModule is the module of testdata/src, with a slash.
const testModule = "example.com/"

// TestTestdata holds that each package of testdata/src is named by a test, by
// its path or by a pattern, or is imported by one that is: else nothing runs it.
func TestTestdata(t *testing.T) {
	packages := testPackages(t, "../../testdata/src")
	if len(packages) < 100 {
		t.Fatalf("testdata/src has only %d packages", len(packages))
	}
	for name := range elsewhere {
		if packages[name] == nil {
			t.Errorf("there is no testdata/src/%s any more", name)
		}
	}
	for _, name := range unnamed(packages, namedInTests(goFiles(t, "../.."))) {
		if elsewhere[name] == "" {
			t.Errorf("no test runs testdata/src/%s", name)
		}
	}
}

// elsewhere says what runs packages that no test does.
var elsewhere = map[string]string{
	"gopointer":        "cgohandle/saved imports it, as the module github.com/mattn/go-pointer",
	"loopmodel/sqlite": "cmd/loopmodel measures it where there is sqlite",
}

// testPackages returns the packages below a folder, each with what it imports.
func testPackages(t *testing.T, root string) map[string][]string {
	t.Helper()
	packages := make(map[string][]string)
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(file) != ".go" {
			return err
		}
		dir, err := filepath.Rel(root, filepath.Dir(file))
		if err != nil {
			return err
		}
		dir = filepath.ToSlash(dir)
		packages[dir] = append(packages[dir], imports(file)...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return packages
}

// imports returns what a file imports. Some files of testdata do not parse, on
// purpose.
func imports(file string) (all []string) {
	f, _ := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if f == nil {
		return nil
	}
	for _, spec := range f.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err == nil {
			all = append(all, p)
		}
	}
	return all
}

// namedInTests returns the strings of the tests.
func namedInTests(files []goFile) map[string]bool {
	named := make(map[string]bool)
	for _, f := range files {
		if !f.isTest() {
			continue
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if text, err := strconv.Unquote(lit.Value); err == nil {
					named[strings.TrimPrefix(text, "./")] = true
				}
			}
			return true
		})
	}
	return named
}

// unnamed returns the packages that no test names, nor imports by one that it
// names.
func unnamed(packages map[string][]string, named map[string]bool) []string {
	reached := make(map[string]bool)
	var reach func(name string)
	reach = func(name string) {
		if imports, ok := packages[name]; ok && !reached[name] {
			reached[name] = true
			for _, p := range imports {
				reach(strings.TrimPrefix(p, testModule))
			}
		}
	}
	for name := range packages {
		if isNamed(name, named) {
			reach(name)
		}
	}
	var left []string
	for name := range packages {
		if !reached[name] {
			left = append(left, name)
		}
	}
	return left
}

// isNamed reports whether a test names a package, or a pattern that it matches.
func isNamed(name string, named map[string]bool) bool {
	if named[name] {
		return true
	}
	for dir := name; dir != "."; dir = path.Dir(dir) {
		if named[dir+"/..."] {
			return true
		}
	}
	return false
}

// TestUnnamed shows that a package is found which no test names.
func TestUnnamed(t *testing.T) {
	packages := map[string][]string{"a/basic": {testModule + "a/used", "fmt"}, "a/used": nil, "a/left": nil, "b/basic/deep": nil}
	named := map[string]bool{"a/basic": true, "b/...": true}
	if got := unnamed(packages, named); !slices.Equal(got, []string{"a/left"}) {
		t.Errorf("unnamed are %q", got)
	}
}
