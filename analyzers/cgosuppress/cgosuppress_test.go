package cgosuppress_test

import (
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/analyzers/cgosuppress"
	"github.com/cgolint/cgolint/internal/analyzertest"
	"github.com/cgolint/cgolint/internal/finding"
	"github.com/cgolint/cgolint/internal/settings"
)

var catalogue = finding.Catalogue{
	{Analyzer: &analysis.Analyzer{Name: "cgoloop"}, Group: finding.Perf},
	{Analyzer: &analysis.Analyzer{Name: "cgoretain"}, Group: finding.Correctness},
	{Analyzer: cgosuppress.Analyzer, Group: finding.Suspicious},
}

func Test(t *testing.T) {
	analyzertest.RunWith(t, settings.Config{Catalogue: catalogue}, cgosuppress.Analyzer, "cgosuppress/basic", "cgosuppress/negative", "cgosuppress/limits")
}

func TestUnused(t *testing.T) {
	c := settings.Config{Catalogue: catalogue, Checks: []string{"cgoloop"}}
	analyzertest.RunWith(t, c, cgosuppress.Analyzer, "cgosuppress/unused")
}
