package cgodirective_test

import (
	"testing"

	"github.com/cgolint/cgolint/analyzers/cgodirective"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

func Test(t *testing.T) {
	analyzertest.Run(t, cgodirective.Analyzer, "cgodirective/basic", "cgodirective/negative", "cgodirective/limits")
}

func TestSuggest(t *testing.T) {
	if err := cgodirective.Analyzer.Flags.Set("suggest", "true"); err != nil {
		t.Fatal(err)
	}
	defer cgodirective.Analyzer.Flags.Set("suggest", "false")
	analyzertest.Run(t, cgodirective.Analyzer, "cgodirective/suggest")
}
