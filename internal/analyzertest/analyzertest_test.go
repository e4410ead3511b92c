package analyzertest

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/txtar"
)

// A recorder is a testing.TB that notes failures instead of failing.
type recorder struct {
	testing.TB
	failures []string
}

func (r *recorder) Helper() {}
func (r *recorder) Errorf(format string, args ...any) {
	r.failures = append(r.failures, fmt.Sprintf(format, args...))
}
func (r *recorder) Fatalf(format string, args ...any) { r.Errorf(format, args...); panic(r) }
func (r *recorder) Fatal(args ...any)                 { r.Errorf("%s", fmt.Sprintln(args...)); panic(r) }

// failures returns how the harness fails for an analyzer on the packages of
// a txtar archive. A file in it that is such an archive itself has \-- where
// its own sections begin.
func failures(t *testing.T, a *analysis.Analyzer, archive string) string {
	t.Helper()
	src := t.TempDir()
	for _, f := range append(txtar.Parse([]byte(archive)).Files, txtar.File{Name: "go.mod", Data: []byte("module example.com\n\ngo 1.26\n")}) {
		name := filepath.Join(src, f.Name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, bytes.ReplaceAll(f.Data, []byte(`\--`), []byte("--")), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	r := &recorder{TB: t}
	func() {
		defer func() {
			if p := recover(); p != nil && p != any(r) {
				panic(p)
			}
		}()
		run(r, src, a, []string{"..."})
	}()
	return strings.Join(r.failures, "\n")
}

// renamer returns an analyzer that reports each use of the identifier old,
// and replaces it by text.
func renamer(text string) *analysis.Analyzer {
	return identifiers(func(pass *analysis.Pass, id *ast.Ident) {
		if id.Name == "old" {
			pass.Report(analysis.Diagnostic{Pos: id.Pos(), End: id.End(), Message: "old is old", SuggestedFixes: []analysis.SuggestedFix{{
				Message:   "Use " + text,
				TextEdits: []analysis.TextEdit{{Pos: id.Pos(), End: id.End(), NewText: []byte(text)}},
			}}})
		}
	})
}

// identifiers returns an analyzer that calls f for each identifier of the
// pass's files: those that the driver gives it.
func identifiers(f func(*analysis.Pass, *ast.Ident)) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:             "identifiers",
		Doc:              "report identifiers",
		RunDespiteErrors: true,
		Run: func(pass *analysis.Pass) (any, error) {
			for _, file := range pass.Files {
				ast.Inspect(file, func(n ast.Node) bool {
					if id, ok := n.(*ast.Ident); ok {
						f(pass, id)
					}
					return true
				})
			}
			return nil, nil
		},
	}
}

const file = `
-- a/a.go --
package a

var old = 1 // want "old is old"

var young = 2
`

const fixed = `
-- a/a.go.golden --
package a

var new = 1 // want "old is old"

var young = 2
`

const cgoFile = `
-- a/a.go --
package a

// static int one(void) { return 1; }
import "C"

var one = C.one()
`

// TestGuards shows each guard of the harness failing as it should.
func TestGuards(t *testing.T) {
	silent := identifiers(func(*analysis.Pass, *ast.Ident) {})
	for _, test := range []struct {
		name    string
		a       *analysis.Analyzer
		archive string
		want    string // regexp of the failures; "" when there are none
	}{
		{"all is well", renamer("new"), file + fixed, ``},
		{"diagnostic not expected", renamer("new"), strings.Replace(file, `// want "old is old"`, "", 1) + strings.Replace(fixed, `// want "old is old"`, "", 1), `a.go:3: unexpected diagnostic: old is old`},
		{"diagnostic missing", silent, file, `a.go:3: nothing matches "old is old"`},
		{"message differs", renamer("new"), strings.Replace(file, "old is old", "old is new", 1) + strings.Replace(fixed, "old is old", "old is new", 1), `nothing matches "old is new"`},
		{"want on another line", renamer("new"), "-- a/a.go --\npackage a\n\nvar old = 1\n// want -1 \"old is old\"\n-- a/a.go.golden --\npackage a\n\nvar new = 1\n// want -1 \"old is old\"\n", ``},
		{"want without a string", silent, "-- a/a.go --\npackage a // want old\n", `want is not followed by quoted regular expressions`},
		{"package does not compile", silent, "-- a/a.go --\npackage a\n\nvar x = y\n", `undefined: y`},

		{"no golden file", renamer("new"), file, `which has no golden file`},
		{"golden file never read", silent, "-- a/a.go --\npackage a\n-- a/a.go.golden --\npackage nonsense\n", `a.go.golden is there, but no fix changes the file`},
		{"golden file differs", renamer("new"), file + strings.Replace(fixed, "young", "younger", 1), `makes of .*a.go\n(?s:.*)want`},
		{"golden file of an unchanged file", renamer("new"), file + fixed + "-- a/b.go --\npackage a\n-- a/b.go.golden --\npackage a\n", `b.go.golden is there`},
		{"section missing", renamer("new"), file + "-- a/a.go.golden --\n\n\\-- Use newer --\npackage a\n", `golden file has no section of that name`},
		{"section never read", renamer("new"), file + "-- a/a.go.golden --\n\n\\-- Use newer --\npackage a\n", `section "Use newer", but no fix`},
		{"fix does not compile", renamer("young"), file + strings.Replace(fixed, "var new", "var young", 1), `go build: exit status 1\n(?s:.*)young redeclared`},
		{"fix breaks the tests", renamer("new"), file + fixed + "-- a/a_test.go --\npackage a\n\nimport \"testing\"\n\nfunc Test(t *testing.T) { t.Fatal(\"broken\") }\n", `go test: exit status 1`},
		{"fix is not idempotent", appender(), file + strings.Replace(fixed, "var new = 1", "var old = 1 + 1", 1), `the fix is offered again`},

		{"cooked position", identifiers(func(pass *analysis.Pass, id *ast.Ident) {
			if id.Name == "one" {
				pass.Reportf(id.Pos(), "one")
			}
		}), strings.Replace(cgoFile, "var one = C.one()", `var one = C.one() // want "one"`, 1), `diagnostic one is in .*, which is no file of the user`},
		{"forms differ", identifiers(func(pass *analysis.Pass, id *ast.Ident) {
			if id.Name == "_Cfunc_one" && pass.Fset.File(id.Pos()).Name() != pass.Fset.File(pass.Files[0].Pos()).Name() {
				pass.Reportf(token.Pos(pass.Fset.File(id.Pos()).Base()), "cooked")
			}
		}), cgoFile, `only in the form that the go command gives: .*cooked`},
		{"fails without types", typed(), "-- a/a.go --\npackage a\n\nimport \"strconv\"\n\nvar s = strconv.Itoa(1)\n", `without types: (?s:.*)nil pointer`},
		{"blind without types", &analysis.Analyzer{Name: "blind", Doc: "blind", Run: func(*analysis.Pass) (any, error) { return nil, nil }}, "-- a/a.go --\npackage a\n", `blind does not set RunDespiteErrors`},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := failures(t, test.a, test.archive)
			if test.want == "" && got != "" || !regexp.MustCompile(test.want).MatchString(got) {
				t.Errorf("the harness fails with\n%s\nwant %q", got, test.want)
			}
		})
	}
}

// appender returns an analyzer whose fix can be applied for ever.
func appender() *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:             "appender",
		Doc:              "append",
		RunDespiteErrors: true,
		Run: func(pass *analysis.Pass) (any, error) {
			spec := pass.Files[0].Decls[0].(*ast.GenDecl).Specs[0].(*ast.ValueSpec)
			pass.Report(analysis.Diagnostic{Pos: spec.Pos(), Message: "old is old", SuggestedFixes: []analysis.SuggestedFix{{
				Message:   "Append",
				TextEdits: []analysis.TextEdit{{Pos: spec.Values[0].End(), End: spec.Values[0].End(), NewText: []byte(" + 1")}},
			}}})
			return nil, nil
		},
	}
}

// typed returns an analyzer that takes types for granted.
func typed() *analysis.Analyzer {
	return identifiers(func(pass *analysis.Pass, id *ast.Ident) {
		if id.Name == "Itoa" {
			_ = pass.TypesInfo.Uses[id].Pkg()
		}
	})
}
