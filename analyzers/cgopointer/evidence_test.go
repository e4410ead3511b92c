package cgopointer_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"

	"github.com/cgolint/cgolint/analyzers/cgopointer"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

// TestEvidence holds the places that findings show against the lines that say
// "put here".
func TestEvidence(t *testing.T) {
	t.Parallel()
	analyzertest.Run(t, cgopointer.Analyzer, "cgopointer/evidence")

	dir, err := filepath.Abs("../../testdata/src")
	if err != nil {
		t.Fatal(err)
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{cgopointer.Analyzer}, analyzertest.Load(t, dir, "./cgopointer/evidence"), nil)
	if err != nil {
		t.Fatal(err)
	}
	shown := make(map[int]bool)
	for _, act := range graph.Roots {
		for _, d := range act.Diagnostics {
			for _, r := range d.Related {
				shown[act.Package.Fset.Position(r.Pos).Line] = true
			}
		}
	}
	text, err := os.ReadFile(filepath.Join(dir, "cgopointer/evidence/evidence.go"))
	if err != nil {
		t.Fatal(err)
	}
	var marked []int
	for i, line := range strings.Split(string(text), "\n") {
		if strings.HasSuffix(line, "// put here") {
			marked = append(marked, i+1)
		}
	}
	if got := slices.Sorted(maps.Keys(shown)); !slices.Equal(got, marked) {
		t.Errorf("evidence in the lines %d, want %d", got, marked)
	}
}
