package cgopointer_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"

	"github.com/cgolint/cgolint/analyzers/cgopointer"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

// diagnose runs the analyzer on the packages of the module in dir, and
// returns the messages by package, relative to dir, and by the case that a
// comment "// CASE name" above them names.
func diagnose(t *testing.T, dir string, patterns ...string) map[string]map[string][]string {
	t.Helper()
	pkgs := analyzertest.Load(t, dir, patterns...)
	graph, err := checker.Analyze([]*analysis.Analyzer{cgopointer.Analyzer}, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	found := make(map[string]map[string][]string)
	for _, act := range graph.Roots {
		if act.Err != nil {
			t.Fatalf("%s: %v", act.Package.PkgPath, act.Err)
		}
		_, name, _ := strings.Cut(act.Package.PkgPath, "/")
		found[name] = make(map[string][]string)
		for _, d := range act.Diagnostics {
			posn := act.Package.Fset.Position(d.Pos)
			c := caseAt(t, posn.Filename, posn.Line)
			found[name][c] = append(found[name][c], d.Message)
		}
	}
	return found
}

var caseComment = regexp.MustCompile(`^// CASE (\S+)`)

// caseAt returns the case that a line of a file belongs to.
func caseAt(t *testing.T, name string, line int) string {
	t.Helper()
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	c := filepath.Base(name)
	for i, text := range strings.Split(string(src), "\n") {
		if m := caseComment.FindStringSubmatch(text); m != nil {
			c = m[1]
		}
		if i+1 == line {
			break
		}
	}
	return c
}
