package cgopointer_test

import (
	"testing"

	"github.com/cgolint/cgolint/analyzers/cgopointer"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

func TestAnalyzer(t *testing.T) {
	t.Parallel()
	analyzertest.Run(t, cgopointer.Analyzer, "cgopointer/fix", "cgopointer/basic", "cgopointer/negative", "cgopointer/smuggled", "cgopointer/wrapped", "cgopointer/generic", "cgopointer/limits", "cgopointer/cause", "cgopointer/cmemory", "cgopointer/handles", "cgopointer/images", "cgopointer/unboxed", "cgopointer/handlespinned", "cgopointer/handlespinnedany", "cgopointer/handlespinnedgeneric", "cgopointer/renamed")
}
