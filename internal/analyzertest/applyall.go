package analyzertest

import (
	"errors"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/cgolint/cgolint/internal/fixes"
)

// Applied counts the fixes that several analyzers offered and that were made.
type Applied struct {
	Offered map[string]int // fixes, by the name of the analyzer
	Done    int            // fixes that were made
	Kinds   map[string]int // fixes that were made, by the first two words of their message
}

// applyRounds is how often fixes are made again that overlapped others.
const applyRounds = 8

// ApplyAll applies the first fix of each finding that the analyzers report in
// the packages of the module in dir, and changes its files. Fixes that overlap
// others wait until the packages have been analysed again; it ends when none is
// left.
func ApplyAll(t testing.TB, dir string, all []*analysis.Analyzer, patterns ...string) *Applied {
	t.Helper()
	a := &Applied{Offered: make(map[string]int), Kinds: make(map[string]int)}
	for range applyRounds {
		if !a.round(t, dir, all, patterns) {
			break
		}
	}
	return a
}

// round makes the fixes once, and reports whether some overlapped others.
func (a *Applied) round(t testing.TB, dir string, all []*analysis.Analyzer, patterns []string) (again bool) {
	t.Helper()
	pkgs := Load(t, dir, patterns...)
	if pkgs == nil {
		return false
	}
	list := a.offered(t, all, pkgs)
	texts, err := fixes.Read(list)
	if err != nil {
		t.Fatal(err)
	}
	done := fixes.Apply(texts, list)
	for i, err := range done.Errors {
		switch {
		case err == nil:
			a.Done++
			a.Kinds[kindOf(list[i].Message)]++
		case errors.Is(err, fixes.ErrOverlap):
			again = true
		default:
			t.Errorf("fix %q: %v", list[i].Message, err)
		}
	}
	for name, text := range done.Files {
		if err := os.WriteFile(name, text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return again
}

// kindOf returns the first two words of a message.
func kindOf(message string) string {
	words := strings.Fields(message)
	return strings.Join(words[:min(2, len(words))], " ")
}

// offered returns the first fix of each finding, in the order of the places.
func (a *Applied) offered(t testing.TB, all []*analysis.Analyzer, pkgs []*packages.Package) []fixes.Fix {
	t.Helper()
	graph, err := checker.Analyze(all, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	byPlace := make(map[string]fixes.Fix)
	for _, act := range graph.Roots {
		if act.Err != nil {
			t.Errorf("%s: %s: %v", act.Package.PkgPath, act.Analyzer.Name, act.Err)
			continue
		}
		for _, d := range newResult(act).diagnostics {
			if len(d.fixes) > 0 {
				a.Offered[act.Analyzer.Name]++
				byPlace[d.key()+act.Analyzer.Name] = d.fixes[0].toFix()
			}
		}
	}
	var list []fixes.Fix
	for _, key := range slices.Sorted(maps.Keys(byPlace)) {
		list = append(list, byPlace[key])
	}
	return list
}

func (f fix) toFix() fixes.Fix {
	converted := fixes.Fix{Message: f.message}
	for _, e := range f.edits {
		converted.Edits = append(converted.Edits, fixes.Edit{File: e.place.file, Start: e.place.start, End: e.place.end, New: e.text})
	}
	return converted
}
