package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestMade holds that a made module has the packages and calls that were asked
// for, and that nothing that is there is written over.
func TestMade(t *testing.T) {
	for _, test := range []struct {
		flag            string
		packages, calls int
	}{{"-packages=100", 100, 2 * 4}, {"-calls=5010", 1, 5010 + 2*5010/5}} {
		dir := filepath.Join(t.TempDir(), "made")
		if err := makeModule([]string{test.flag, dir}); err != nil {
			t.Fatal(err)
		}
		packages, calls := make(map[string]bool), 0
		err := filepath.WalkDir(dir, func(name string, _ os.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(name, ".go") {
				return err
			}
			f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			if err != nil {
				return err
			}
			packages[f.Name.Name] = true
			calls += callsOfC(f)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(packages) != test.packages || calls != test.calls {
			t.Errorf("%s makes %d packages with %d calls, want %d with %d", test.flag, len(packages), calls, test.packages, test.calls)
		}
		if makeModule([]string{test.flag, dir}) == nil {
			t.Errorf("%s writes over what is there", test.flag)
		}
	}
}

// callsOfC counts the calls of functions of C, without conversions to the
// types of C that made modules use.
func callsOfC(f *ast.File) (n int) {
	types := map[string]bool{"int": true, "float": true, "double": true, "size_t": true, "uchar": true}
	ast.Inspect(f, func(node ast.Node) bool {
		call, ok := node.(*ast.CallExpr)
		if !ok {
			return true
		}
		if sel, ok := call.Fun.(*ast.SelectorExpr); ok {
			if x, ok := sel.X.(*ast.Ident); ok && x.Name == "C" && !types[sel.Sel.Name] {
				n++
			}
		}
		return true
	})
	return n
}
