package main

import (
	"encoding/xml"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
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

// TestGrowthPage holds that the page has what was measured, that a module that
// is measured again has one row, and that pictures are well-formed.
func TestGrowthPage(t *testing.T) {
	dir := t.TempDir()
	made := func(growth string, size int, cpu time.Duration) *point {
		c := cost{cpu, 64 << 20}
		return &point{growth, size, [runKinds]cost{c, {cpu / 10, 1}, {2 * cpu, 32 << 20}, {cpu / 5, 1}}}
	}
	for _, p := range []*point{made("calls", 1000, 9*time.Second), made("packages", 10, time.Second), made("calls", 100, time.Second/2), made("calls", 1000, 5*time.Second)} {
		if err := addPoint(dir, p); err != nil {
			t.Fatal(err)
		}
	}
	page, err := os.ReadFile(filepath.Join(dir, "growth.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []string{"| 100 | 0.50 s | 0.50 | 64 MB | 2.00 | 0.050 s | 0.50 |\n| 1000 | 5.00 s | 0.50 | 64 MB | 2.00 | 0.500 s | 0.50 |\n", "| 10 | 1.00 s |"} {
		if !strings.Contains(string(page), row) {
			t.Errorf("no row %q in\n%s", row, page)
		}
	}
	for _, name := range []string{"calls.svg", "packages.svg"} {
		f, err := os.Open(filepath.Join(dir, "growth", name))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		for d := xml.NewDecoder(f); ; {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	}
}
