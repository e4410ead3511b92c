package cgopointer_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// A tableCase is one case of the table of Go's own test of the run time's
// pointer checks: cmd/cgo/internal/testerrors/ptr_test.go.
type tableCase struct {
	name, c, c1   string
	imports       []string
	support, body string
	fail          bool
}

// readTable reads the table from the toolchain's source.
func readTable(t *testing.T) []tableCase {
	t.Helper()
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(strings.TrimSpace(string(goroot)), "src", "cmd", "cgo", "internal", "testerrors", "ptr_test.go")
	f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
	if os.IsNotExist(err) {
		t.Skipf("this toolchain comes without %s", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	var cases []tableCase
	ast.Inspect(f, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || spec.Names[0].Name != "ptrTests" {
			return true
		}
		for _, elt := range spec.Values[0].(*ast.CompositeLit).Elts {
			cases = append(cases, readCase(t, elt.(*ast.CompositeLit)))
		}
		return false
	})
	return cases
}

func readCase(t *testing.T, lit *ast.CompositeLit) tableCase {
	t.Helper()
	var c tableCase
	for _, elt := range lit.Elts {
		kv := elt.(*ast.KeyValueExpr)
		switch kv.Key.(*ast.Ident).Name {
		case "name":
			c.name = stringOf(t, kv.Value)
		case "c":
			c.c = stringOf(t, kv.Value)
		case "c1":
			c.c1 = stringOf(t, kv.Value)
		case "support":
			c.support = stringOf(t, kv.Value)
		case "body":
			c.body = stringOf(t, kv.Value)
		case "fail":
			c.fail = kv.Value.(*ast.Ident).Name == "true"
		case "imports":
			for _, e := range kv.Value.(*ast.CompositeLit).Elts {
				c.imports = append(c.imports, stringOf(t, e))
			}
		}
	}
	return c
}

func stringOf(t *testing.T, x ast.Expr) string {
	t.Helper()
	s, err := strconv.Unquote(x.(*ast.BasicLit).Value)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// writeTable lays the cases out as one package, as Go's test does: a file
// for those that export functions, whose preamble may only declare, and one
// for the others.
func writeTable(t *testing.T, dir string, cases []tableCase) {
	t.Helper()
	var plain, exporting []tableCase
	c1 := ""
	for _, c := range cases {
		if strings.Contains(c.support, "//export") {
			exporting = append(exporting, c)
			c1 += c.c1 + "\n"
		} else {
			plain = append(plain, c)
		}
	}
	writeFile(t, filepath.Join(dir, "plain.go"), tableFile(plain, c1)+"\nfunc main() {}\n")
	if exporting != nil {
		writeFile(t, filepath.Join(dir, "exporting.go"), tableFile(exporting, ""))
	}
}

func tableFile(cases []tableCase, c1 string) string {
	var c, body strings.Builder
	imports := make(map[string]bool)
	importing := ""
	for _, tc := range cases {
		fmt.Fprintf(&c, "%s\n", tc.c)
		fmt.Fprintf(&body, "// CASE %s\n%s\nfunc %s() {\n%s\n}\n", tc.name, tc.support, tc.name, tc.body)
		for _, imp := range tc.imports {
			if !imports[imp] {
				imports[imp] = true
				importing += fmt.Sprintf("import %q\n", imp)
			}
		}
	}
	return fmt.Sprintf("package main\n\n/*\n%s%s*/\nimport \"C\"\n\n%s\n%s", c.String(), c1, importing, body.String())
}

func writeFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestGoTable holds the analyzer against Go's table, all cases in one package
// as Go does it and, with CGOPOINTER_DIFFERENTIAL set, each in one of its own.
func TestGoTable(t *testing.T) {
	t.Parallel()
	cases := readTable(t)
	failing := 0
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "go.mod"), "module ptrtest\n\ngo 1.20\n")
	writeTable(t, filepath.Join(dir, "all"), cases)
	for _, c := range cases {
		if c.fail {
			failing++
		}
		if thorough() {
			writeTable(t, filepath.Join(dir, "one", c.name), []tableCase{c})
		}
	}
	if len(cases) < 48 || failing < 22 {
		t.Fatalf("read %d cases, %d of them failing: the table is not what it was", len(cases), failing)
	}
	found := diagnose(t, dir, "./...")
	for _, c := range cases {
		checkCase(t, "all", found["all"], c)
		if thorough() {
			checkCase(t, "one", found["one/"+c.name], c)
		}
	}
}

// checkCase holds what is reported on a case of Go's table, in a package with
// all of them or in one of its own, against what the table says.
func checkCase(t *testing.T, pkg string, found map[string][]string, c tableCase) {
	t.Helper()
	got := found[c.name]
	if c.fail != (len(got) == 1) {
		t.Errorf("%s in %s: fails at run time: %v; reported: %q", c.name, pkg, c.fail, got)
	}
	for _, message := range got {
		t.Logf("%s: %s", c.name, message)
	}
}
