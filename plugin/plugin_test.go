package plugin

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

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
