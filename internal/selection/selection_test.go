package selection_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/selection"
)

func catalogue() finding.Catalogue {
	return finding.Catalogue{
		{Analyzer: &analysis.Analyzer{Name: "one"}, Group: finding.Correctness, Categories: []finding.Category{{Name: "strict", Group: finding.Pedantic}}},
		{Analyzer: &analysis.Analyzer{Name: "three"}, Group: finding.Pedantic},
		{Analyzer: &analysis.Analyzer{Name: "two"}, Group: finding.Perf, Categories: []finding.Category{{Name: "two/slow"}}},
	}
}

func TestOf(t *testing.T) {
	all := catalogue()
	all[0].Flags.Int("depth", 3, "how deep")
	for _, test := range []struct {
		name     string
		settings selection.Settings
		want     string // names, or a part of the error
	}{
		{"nothing", selection.Settings{}, "one two"},
		{"enable", selection.Settings{Enable: []string{"two"}}, "two"},
		{"enable a pedantic one", selection.Settings{Enable: []string{"three"}}, "three"},
		{"enable a group", selection.Settings{Enable: []string{"perf"}}, "two"},
		{"enable a category", selection.Settings{Enable: []string{"one/strict"}}, "one"},
		{"enable all", selection.Settings{Enable: []string{"all"}}, "one three two"},
		{"all but a group", selection.Settings{Enable: []string{"all"}, Disable: []string{"perf"}}, "one three"},
		{"disable", selection.Settings{Disable: []string{"two"}}, "one"},
		{"flag", selection.Settings{Flags: map[string]map[string]any{"one": {"depth": 5}}}, "one two"},
		{"unknown check", selection.Settings{Disable: []string{"tow"}}, `there is no check or group "tow"; there are one, three, two, correctness, suspicious, perf, pedantic, all`},
		{"unknown category", selection.Settings{Disable: []string{"one/strct"}}, `there is no category "one/strct"; did you mean one/strict?`},
		{"unknown confidence", selection.Settings{Confidence: "some"}, `there is no confidence "some"`},
		{"flag of unknown check", selection.Settings{Flags: map[string]map[string]any{"tow": {"depth": 5}}}, `there is no check "tow"; there are one, three, two`},
		{"unknown flag", selection.Settings{Flags: map[string]map[string]any{"two": {"depth": 5}}}, `check two: flag "depth": no such flag`},
		{"bad value", selection.Settings{Flags: map[string]map[string]any{"one": {"depth": "x"}}}, `check one: flag "depth": parse error`},
	} {
		t.Run(test.name, func(t *testing.T) {
			selected, err := selection.Of(all, test.settings)
			got := ""
			if err != nil {
				got = err.Error()
			} else {
				got = names(selected)
			}
			if got != test.want && (err == nil || !strings.Contains(got, test.want)) {
				t.Errorf("%s; want %s", got, test.want)
			}
		})
	}
}

func names(s *selection.Selection) string {
	var names []string
	for _, a := range s.Checks() {
		names = append(names, a.Name)
	}
	return strings.Join(names, " ")
}

func TestShows(t *testing.T) {
	low, pedantic := finding.Info{Confidence: finding.Low}, finding.Info{Group: finding.Pedantic}
	type shown struct {
		check, category string
		info            finding.Info
	}
	for _, test := range []struct {
		name     string
		settings selection.Settings
		shown    shown
		want     bool
	}{
		{"by default", selection.Settings{}, shown{"one", "one", finding.Info{}}, true},
		{"medium", selection.Settings{}, shown{"one", "one", finding.Info{Confidence: finding.Medium}}, true},
		{"medium when only high is wanted", selection.Settings{Confidence: "high"}, shown{"one", "one", finding.Info{Confidence: finding.Medium}}, false},
		{"low", selection.Settings{}, shown{"one", "one", low}, false},
		{"low when wanted", selection.Settings{Confidence: "low"}, shown{"one", "one", low}, true},
		{"pedantic category", selection.Settings{}, shown{"one", "strict", finding.Info{}}, false},
		{"pedantic category of a named check", selection.Settings{Enable: []string{"one"}}, shown{"one", "strict", finding.Info{}}, false},
		{"pedantic category named", selection.Settings{Enable: []string{"one/strict"}}, shown{"one", "strict", finding.Info{}}, true},
		{"another category of that check", selection.Settings{Enable: []string{"one/strict"}}, shown{"one", "one", finding.Info{}}, false},
		{"pedantic by itself", selection.Settings{}, shown{"two", "two", pedantic}, false},
		{"pedantic group", selection.Settings{Enable: []string{"pedantic"}}, shown{"two", "two", pedantic}, true},
		{"category with the check's name in it", selection.Settings{Disable: []string{"two/slow"}}, shown{"two", "two/slow", finding.Info{}}, false},
		{"disabled check, pedantic category", selection.Settings{Enable: []string{"all"}, Disable: []string{"one"}}, shown{"one", "strict", finding.Info{}}, false},
		{"not in the catalogue", selection.Settings{Enable: []string{"two"}}, shown{"driver", "", finding.Info{}}, true},
	} {
		s, err := selection.Of(catalogue(), test.settings)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Shows(test.shown.check, test.shown.category, test.shown.info); got != test.want {
			t.Errorf("%s: shown is %v", test.name, got)
		}
	}
}

func TestIn(t *testing.T) {
	s, err := selection.Of(catalogue(), selection.Settings{
		Base: "/m", Disable: []string{"two"},
		Paths: map[string]selection.PathSettings{
			"gen/...":    {Disable: []string{"correctness"}},
			"gen/strict": {Enable: []string{"three"}, Confidence: "low"},
			"./cmd/":     {Enable: []string{"two", "one"}},
			"own/...":    {Enable: []string{"two"}, Anew: true},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := names(s); got != "one three two" {
		t.Errorf("the checks are %q", got)
	}
	low := finding.Info{Confidence: finding.Low}
	for _, test := range []struct {
		file, check string
		info        finding.Info
		want        bool
	}{
		{"/m/p/p.go", "one", finding.Info{}, true},
		{"/m/p/p.go", "two", finding.Info{}, false},
		{"/m/gen/p.go", "one", finding.Info{}, false},
		{"/m/gen/deep/p.go", "one", finding.Info{}, false},
		{"/m/generic/p.go", "one", finding.Info{}, true},
		{"/m/gen/strict/p.go", "three", low, true},
		{"/m/gen/strict/below/p.go", "three", finding.Info{}, false},
		{"/m/cmd/main.go", "one", finding.Info{}, true},
		{"/m/cmd/main.go", "two", finding.Info{}, false}, // what is disabled stays so
		{"/m/own/p.go", "two", finding.Info{}, true},
		{"/elsewhere/gen/p.go", "one", finding.Info{}, true},
	} {
		if got := s.In(test.file).Shows(test.check, test.check, test.info); got != test.want {
			t.Errorf("%s in %s is shown: %v", test.check, test.file, got)
		}
	}
	for _, bad := range []selection.Settings{
		{Paths: map[string]selection.PathSettings{"a": {Enable: []string{"tow"}}}},
		{Paths: map[string]selection.PathSettings{"a": {Confidence: "some"}}},
		{Generated: "some"},
	} {
		if _, err := selection.Of(catalogue(), bad); err == nil {
			t.Errorf("%+v is accepted", bad)
		}
	}
}

func TestMatchesFolder(t *testing.T) {
	base := t.TempDir()
	if err := os.MkdirAll(filepath.Join(base, "a", "b", "gen"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(base, "a", "a.go"), []byte("package a\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for pattern, want := range map[string]bool{
		"a": true, "./a/": true, "a/...": true, "a/b/gen": true, "...": true, ".": true, ".../gen": true, "a/.../gen": true, "a/.../gen/...": true,
		"b": false, "a/gen/...": false, "a/a.go": false, "a/.../gem": false, ".../b/c": false, "x/.../gen": false,
	} {
		if selection.MatchesFolder(base, pattern) != want {
			t.Errorf("%s matches a folder: %v", pattern, !want)
		}
	}
}
