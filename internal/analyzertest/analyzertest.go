// Package analyzertest runs an analyzer over test packages. It is the one
// way to test a check, because the usual one lets mistakes pass that matter
// here: it skips fixes in cgo files and does not read their golden files.
//
// The packages are those of testdata/src, a module of its own with the path
// example.com. Each is analysed in the form that the go command gives an
// analyzer (cgo's output) and in the form that gopls gives it (the user's
// files), and both must report the same; then in a form with most of its
// types missing, which must not make the analyzer fail. All that is reported
// must lie in the user's files.
//
// What is reported must match the comments in the files, Go or C: a comment
//
//	// want "regexp" `regexp`
//
// expects as many diagnostics on its line, whose messages match. After
// "want" may come a signed number, which is added to the line, for lines
// that cannot hold a comment. An expectation name:"regexp" is of a fact of
// the object called name that is declared on the line.
//
// Fixes are compared with golden files: see [Run].
package analyzertest

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzercopy"
	"github.com/cgolint/cgolint/internal/settings"
)

// Run tests a on the packages that the patterns name, such as "mutexid/...",
// relative to testdata/src.
//
// For each file that a fix edits there must be a golden file beside it, with
// ".golden" added to the name. It holds the file after all fixes; or, when it
// is a txtar archive, one section for each fix message, which holds the file
// after the fixes with this message. There must be no other golden files or
// sections. What the fixes leave is built, and analysed again: no fix with
// the same message may be left.
//
// A finding that is not shown by default has "low: " or "pedantic: " before
// its message, for want comments to match. The check's page must have an
// anchor for each category.
func Run(t testing.TB, a *analysis.Analyzer, patterns ...string) {
	t.Helper()
	RunWith(t, settings.Config{}, a, patterns...)
}

// RunWith is Run with settings, which get AttachInfo set.
func RunWith(t testing.TB, c settings.Config, a *analysis.Analyzer, patterns ...string) {
	t.Helper()
	c.AttachInfo = true
	run(t, sourceDir(t), bind(a, &c), patterns)
}

// bind returns a copy of an analyzer that has settings.
func bind(a *analysis.Analyzer, c *settings.Config) *analysis.Analyzer {
	return analyzercopy.Of([]*analysis.Analyzer{a}, analyzercopy.Change{Settings: c})[0]
}

// sourceDir returns the folder testdata/src of the module.
func sourceDir(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		src := filepath.Join(dir, "testdata", "src")
		if _, err := os.Stat(filepath.Join(src, "go.mod")); err == nil {
			return src
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatal("there is no testdata/src with a go.mod above the test's folder")
		}
		dir = parent
	}
}

// run is Run on the packages of the module in src.
func run(t testing.TB, src string, a *analysis.Analyzer, patterns []string) {
	t.Helper()
	if err := analysis.Validate([]*analysis.Analyzer{a}); err != nil {
		t.Fatal(err)
	}
	relative := make([]string, len(patterns))
	for i, pattern := range patterns {
		relative[i] = "./" + pattern
	}
	pkgs := Load(t, src, relative...)
	if pkgs == nil {
		return
	}
	cooked := analyze(t, a, pkgs)
	raw := analyze(t, a, inRawForm(t, pkgs))
	analyzeWithoutTypes(t, a, pkgs)
	for i, got := range cooked {
		checkPositions(t, src, got)
		checkSame(t, got, raw[i])
		checkWants(t, got)
		checkAnchors(t, src, a, got)
	}
	checkFixes(t, src, a, cooked)
}
