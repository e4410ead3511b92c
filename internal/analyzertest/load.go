package analyzertest

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/cgolint/cgolint/internal/finding"
)

// load returns the packages that the patterns name, in the form that the go
// command gives an analyzer. It returns nil when one of them is broken.
func load(t testing.TB, src string, a *analysis.Analyzer, patterns []string) []*packages.Package {
	t.Helper()
	mode := packages.LoadSyntax | packages.NeedModule
	if usesFacts(a) {
		mode |= packages.NeedDeps
	}
	relative := make([]string, len(patterns))
	for i, pattern := range patterns {
		relative[i] = "./" + pattern
	}
	pkgs, err := packages.Load(&packages.Config{
		Mode: mode,
		Dir:  src,
		Env:  environ(),
	}, relative...)
	if err != nil {
		t.Fatal(err)
	}
	if len(pkgs) == 0 {
		t.Fatalf("no packages match %q", patterns)
	}
	ok := true
	for _, pkg := range pkgs {
		for _, err := range pkg.Errors {
			t.Errorf("%s: %v", pkg.PkgPath, err)
			ok = false
		}
	}
	if !ok {
		return nil
	}
	return pkgs
}

// environ is the environment of the go command: the packages' module stands
// alone and needs nothing that would have to be fetched.
func environ() []string {
	return append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod", "GOPROXY=off")
}

func usesFacts(a *analysis.Analyzer) bool {
	return len(a.FactTypes) > 0 || slices.ContainsFunc(a.Requires, usesFacts)
}

// A result is what the analyzer said of one package.
type result struct {
	pkg         *packages.Package
	action      *checker.Action
	diagnostics []diagnostic // sorted
}

// A diagnostic is an analysis.Diagnostic with its places resolved, so that
// those of two runs can be compared.
type diagnostic struct {
	place    place
	message  string
	category string
	related  []string
	fixes    []fix
}

type fix struct {
	message string
	edits   []edit
}

type edit struct {
	place place
	text  string
}

// A place is an extent in a file: byte offsets.
type place struct {
	file       string
	start, end int
}

func (p place) String() string {
	return fmt.Sprintf("%s:#%d-#%d", filepath.Base(p.file), p.start, p.end)
}

// line returns the line number of the place's start.
func (p place) line(t testing.TB) int {
	src, err := os.ReadFile(p.file)
	if err != nil {
		t.Fatal(err)
	}
	return 1 + strings.Count(string(src[:min(p.start, len(src))]), "\n")
}

// analyze runs a on the packages, and reports its failures.
func analyze(t testing.TB, a *analysis.Analyzer, pkgs []*packages.Package) []result {
	t.Helper()
	graph, err := checker.Analyze([]*analysis.Analyzer{a}, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	var results []result
	for _, act := range graph.Roots {
		if act.Err != nil {
			t.Errorf("%s: %v", act.Package.PkgPath, act.Err)
		}
		results = append(results, newResult(act))
	}
	return results
}

func newResult(act *checker.Action) result {
	r := result{pkg: act.Package, action: act}
	fset := act.Package.Fset
	for i := range act.Diagnostics {
		d, info := finding.Detach(act.Diagnostics[i])
		act.Diagnostics[i] = d
		got := diagnostic{place: newPlace(fset, d.Pos, d.End), message: label(info) + d.Message, category: d.Category}
		for _, rel := range d.Related {
			got.related = append(got.related, newPlace(fset, rel.Pos, rel.End).String()+": "+rel.Message)
		}
		for _, f := range d.SuggestedFixes {
			converted := fix{message: f.Message}
			for _, e := range f.TextEdits {
				converted.edits = append(converted.edits, edit{newPlace(fset, e.Pos, e.End), string(e.NewText)})
			}
			got.fixes = append(got.fixes, converted)
		}
		r.diagnostics = append(r.diagnostics, got)
	}
	slices.SortStableFunc(r.diagnostics, func(a, b diagnostic) int {
		return strings.Compare(a.key(), b.key())
	})
	return r
}

// label returns what stands before the message of a finding that is not shown
// by default, so that tests can tell it from others.
func label(info finding.Info) string {
	switch {
	case info.Confidence == finding.Low:
		return "low: "
	case info.Group == finding.Pedantic:
		return "pedantic: "
	}
	return ""
}

func (d diagnostic) key() string {
	return fmt.Sprintf("%s %09d %s", d.place.file, d.place.start, d.message)
}

// String is the diagnostic with all that a driver would show of it.
func (d diagnostic) String() string {
	s := fmt.Sprintf("%v: %s", d.place, d.message)
	if d.category != "" {
		s += " [" + d.category + "]"
	}
	for _, rel := range d.related {
		s += "\n\trelated " + rel
	}
	for _, f := range d.fixes {
		s += "\n\tfix " + f.message
		for _, e := range f.edits {
			s += fmt.Sprintf("\n\t\t%v %q", e.place, e.text)
		}
	}
	return s
}
