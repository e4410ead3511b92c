package plugin

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/analyzers"
	"github.com/cgolint/cgolint/internal/selection"
)

// build returns the linter for settings as golangci-lint decodes them.
func build(t *testing.T, settings any) (*linter, error) {
	t.Helper()
	p, err := New(settings)
	if err != nil {
		return nil, err
	}
	return p.(*linter), nil
}

func names(list []*analysis.Analyzer) []string {
	var names []string
	for _, a := range list {
		names = append(names, a.Name)
	}
	return names
}

func TestSettings(t *testing.T) {
	selected, err := selection.Of(analyzers.Catalogue, selection.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	all := names(selected.Checks())
	without := slices.DeleteFunc(slices.Clone(all), func(name string) bool { return name == "mutexid" })
	for _, test := range []struct {
		name     string
		settings map[string]any
		want     []string
	}{
		{"nothing", nil, all},
		{"enable", map[string]any{"enable": []any{"mutexid"}}, []string{"mutexid"}},
		{"disable", map[string]any{"disable": []any{"mutexid"}}, without},
		{"both", map[string]any{"enable": []any{"mutexid", "cgoloop"}, "disable": []any{"mutexid"}}, []string{"cgoloop"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			l, err := build(t, test.settings)
			if err != nil {
				t.Fatal(err)
			}
			if got := names(l.analyzers); !slices.Equal(got, test.want) {
				t.Errorf("checks %q, want %q", got, test.want)
			}
		})
	}
}

func TestSettingsOfChecks(t *testing.T) {
	for _, a := range analyzers.All {
		if a.Name == "globalmap" {
			l, err := build(t, map[string]any{"flags": map[string]any{"globalmap": map[string]any{"scope": "all"}}})
			if err != nil {
				t.Fatal(err)
			}
			list, err := l.BuildAnalyzers()
			if err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(list, func(a *analysis.Analyzer) bool { return a.Name == "globalmap" })
			if got := list[i].Flags.Lookup("scope").Value.String(); got != "all" {
				t.Errorf("scope of globalmap is %q", got)
			}
			if got := a.Flags.Lookup("scope").Value.String(); got != "cgo" {
				t.Errorf("scope of globalmap is %q elsewhere too", got)
			}
		}
	}
}

func TestContracts(t *testing.T) {
	file := filepath.Join(t.TempDir(), "contracts")
	write(t, file, "library own\nown_set  2  retained  the manual\n")
	l, err := build(t, map[string]any{"contracts": file})
	if err != nil {
		t.Fatal(err)
	}
	if l.change.Settings.Contracts.Lookup("own_set") == nil {
		t.Error("the contracts of the file are not known")
	}
}

func TestBadSettings(t *testing.T) {
	for _, test := range []struct {
		name     string
		settings map[string]any
		want     string
	}{
		{"unknown setting", map[string]any{"bogus": 1}, `unknown field "bogus"`},
		{"unknown check", map[string]any{"enable": []any{"mutexids"}}, `there is no check or group "mutexids"; did you mean mutexid?`},
		{"unknown check's flag", map[string]any{"flags": map[string]any{"x": map[string]any{"y": 1}}}, `there is no check "x"`},
		{"unknown flag", map[string]any{"flags": map[string]any{"mutexid": map[string]any{"y": 1}}}, `check mutexid: flag "y": no such flag -y`},
		{"no contracts", map[string]any{"contracts": "missing"}, `contracts: open missing: `},
		{"bad value", map[string]any{"flags": map[string]any{"globalmap": map[string]any{"scope": "x"}}}, `check globalmap: flag "scope": `},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := build(t, test.settings); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %s", err, test.want)
			}
		})
	}
}

// TestNames holds that the C code is in the key of each of golangci-lint's
// caches, and not in what it shows.
func TestNames(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "go.mod"), "module m\n")
	write(t, filepath.Join(dir, "x.c"), "int x;\n")
	t.Chdir(dir)
	checks := func() (shown, all, facts []string) {
		l, err := build(t, nil)
		if err != nil {
			t.Fatal(err)
		}
		list, err := l.BuildAnalyzers()
		if err != nil {
			t.Fatal(err)
		}
		if err := analysis.Validate(list); err != nil {
			t.Fatal(err)
		}
		return names(list[:len(list)-1]), names(list), withFacts(list)
	}
	selected, err := selection.Of(analyzers.Catalogue, selection.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	shown, all, facts := checks()
	write(t, filepath.Join(dir, "x.c"), "long x;\n")
	shown2, all2, facts2 := checks()
	if !slices.Equal(shown, names(selected.Checks())) || !slices.Equal(shown2, shown) {
		t.Errorf("names of checks are %q and %q", shown, shown2)
	}
	if slices.Equal(all, all2) {
		t.Errorf("changed C code has the same names: %q", all)
	}
	if len(facts) == 0 || slices.Equal(facts, facts2) {
		t.Errorf("with changed C code, facts are under the names %q and %q", facts, facts2)
	}
}

// withFacts returns the names of all analyzers in list or below that have
// facts.
func withFacts(list []*analysis.Analyzer) []string {
	var found []string
	for _, a := range list {
		if len(a.FactTypes) > 0 && !slices.Contains(found, a.Name) {
			found = append(found, a.Name)
		}
		found = append(found, withFacts(a.Requires)...)
	}
	slices.Sort(found)
	return slices.Compact(found)
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestDigest holds what the digest covers.
func TestDigest(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "m/go.mod"), "module m\n\nreplace other => ../other\n")
	write(t, filepath.Join(dir, "m/sub/x.go"), "package sub\n")
	write(t, filepath.Join(dir, "go.work"), "use ./m\nuse ./used\n")
	write(t, filepath.Join(dir, "used/go.mod"), "module used\n\nreplace far => ../far\n")
	digest := func() string {
		d, err := digestC(filepath.Join(dir, "m/sub"), filepath.Join(dir, "contracts"))
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, test := range []struct {
		file string
		want bool // whether it counts
	}{
		{"m/x.c", true},
		{"m/sub/x.h", true},
		{"m/sub/x.go", false},
		{"m/include/table.inc", true},
		{"m/.git/x.c", false},
		{"other/x.c", true},
		{"used/x.c", true},
		{"far/x.h", true},
		{"elsewhere/x.c", false},
		{"contracts", true},
	} {
		before := digest()
		write(t, filepath.Join(dir, test.file), "new")
		if changed := digest() != before; changed != test.want {
			t.Errorf("%s: digest changed: %v, want %v", test.file, changed, test.want)
		}
	}
	t.Setenv("GOWORK", "off")
	before := digest()
	write(t, filepath.Join(dir, "used/x.c"), "newer")
	if digest() != before {
		t.Error("go.work counts though it is off")
	}
	t.Setenv("CGO_CFLAGS", "-DX")
	if digest() == before {
		t.Error("CGO_CFLAGS does not count")
	}
}

// TestOffer holds what golangci-lint is given of a diagnostic.
func TestOffer(t *testing.T) {
	fset := token.NewFileSet()
	a, err := parser.ParseFile(fset, "a.go", "package p\n\nvar x int\n", 0)
	if err != nil {
		t.Fatal(err)
	}
	b := fset.AddFile("b.go", -1, 100)
	c := fset.AddFile("x.c", -1, 100)
	c.SetLines([]int{0, 10})
	x := a.Decls[0].Pos()
	fix := func(message string, at ...token.Pos) analysis.SuggestedFix {
		f := analysis.SuggestedFix{Message: message}
		for _, pos := range at {
			f.TextEdits = append(f.TextEdits, analysis.TextEdit{Pos: pos, End: pos})
		}
		return f
	}
	everything, err := selection.Of(nil, selection.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	safe, safe2, unsafe := fix("Mend", x), fix("Mend it", x), fix("Change (behavior change)", x)
	far, both := fix("Mend b", b.Pos(3)), fix("Mend both", x, b.Pos(3))
	related := analysis.RelatedInformation{Pos: x, End: x + 3, Message: "here"}
	for _, test := range []struct {
		name   string
		unsafe bool
		d      analysis.Diagnostic
		want   analysis.Diagnostic
	}{
		{name: "related information",
			d:    analysis.Diagnostic{Pos: x, Message: "m", Related: []analysis.RelatedInformation{related}},
			want: analysis.Diagnostic{Pos: x, Message: "m"}},
		{name: "one of many fixes",
			d:    analysis.Diagnostic{Pos: x, SuggestedFixes: []analysis.SuggestedFix{unsafe, far, both, safe, safe2}},
			want: analysis.Diagnostic{Pos: x, SuggestedFixes: []analysis.SuggestedFix{safe}}},
		{name: "unsafe fixes too", unsafe: true,
			d:    analysis.Diagnostic{Pos: x, SuggestedFixes: []analysis.SuggestedFix{both, unsafe, safe}},
			want: analysis.Diagnostic{Pos: x, SuggestedFixes: []analysis.SuggestedFix{unsafe}}},
		{name: "C code that Go code is related to",
			d:    analysis.Diagnostic{Pos: c.Pos(12), Message: "m", Related: []analysis.RelatedInformation{related}, SuggestedFixes: []analysis.SuggestedFix{safe}},
			want: analysis.Diagnostic{Pos: x, End: x + 3, Message: "m (x.c:2:3)"}},
		{name: "C code alone",
			d:    analysis.Diagnostic{Pos: c.Pos(12), Message: "m"},
			want: analysis.Diagnostic{Pos: a.Package, End: a.Name.End(), Message: "m (x.c:2:3)"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []analysis.Diagnostic
			pass := &analysis.Pass{Analyzer: new(analysis.Analyzer), Fset: fset, Files: []*ast.File{a}, Report: func(d analysis.Diagnostic) { got = append(got, d) }}
			l := &linter{unsafe: test.unsafe, selection: everything}
			_, err := l.run(pass, func() (any, error) {
				pass.Report(test.d)
				return nil, nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]analysis.Diagnostic{test.want}, got); diff != "" {
				t.Errorf("diagnostics (-want +got):\n%s", diff)
			}
		})
	}
}
