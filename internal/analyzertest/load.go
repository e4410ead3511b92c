package analyzertest

import (
	"fmt"
	"maps"
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

// Load returns the packages of the module in dir that the patterns name, in the
// form that the go command gives an analyzer. Their imports are the packages of
// modules, loaded in the same way; those of the standard library are left out,
// because they get no facts. It returns nil when one of the packages is broken.
func Load(t testing.TB, dir string, patterns ...string) []*packages.Package {
	t.Helper()
	roots := loadPackages(t, dir, packages.NeedName|packages.NeedImports|packages.NeedDeps|packages.NeedModule, patterns)
	if len(roots) == 0 {
		t.Fatalf("no packages match %q", patterns)
	}
	named := make(map[string]bool)
	for _, pkg := range roots {
		named[pkg.ID] = true
	}
	var pkgs []*packages.Package
	for _, pkg := range loadPackages(t, dir, packages.LoadSyntax|packages.NeedModule, ofModules(roots)) {
		maps.DeleteFunc(pkg.Imports, func(_ string, imported *packages.Package) bool { return imported.Module == nil })
		if named[pkg.ID] {
			pkgs = append(pkgs, pkg)
		}
	}
	if broken(t, pkgs) {
		return nil
	}
	return pkgs
}

func loadPackages(t testing.TB, dir string, mode packages.LoadMode, patterns []string) []*packages.Package {
	t.Helper()
	pkgs, err := packages.Load(&packages.Config{Mode: mode, Dir: dir, Env: environ()}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	return pkgs
}

// ofModules returns the paths of the packages and of those that they import,
// without the standard library's.
func ofModules(pkgs []*packages.Package) []string {
	var paths []string
	packages.Visit(pkgs, func(pkg *packages.Package) bool {
		if pkg.Module != nil {
			paths = append(paths, pkg.PkgPath)
		}
		return pkg.Module != nil
	}, nil)
	return paths
}

// broken reports the errors of packages, and whether there are any.
func broken(t testing.TB, pkgs []*packages.Package) bool {
	t.Helper()
	found := false
	for _, pkg := range pkgs {
		for _, err := range pkg.Errors {
			t.Errorf("%s: %v", pkg.PkgPath, err)
			found = true
		}
	}
	return found
}

// environ is the environment of the go command: the packages' module stands
// alone and needs nothing that would have to be fetched.
func environ() []string {
	return append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod", "GOPROXY=off")
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
