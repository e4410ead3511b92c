package cgopointer_test

import (
	"testing"

	"github.com/cgolint/cgolint/analyzers/cgopointer"
	"github.com/cgolint/cgolint/internal/analyzertest"
	"github.com/cgolint/cgolint/passes/boundary"
)

func TestAnalyzer(t *testing.T) {
	analyzertest.Run(t, cgopointer.Analyzer, "cgopointer/fix", "cgopointer/basic", "cgopointer/negative", "cgopointer/smuggled", "cgopointer/wrapped", "cgopointer/limits")
}

func TestFacts(t *testing.T) {
	analyzertest.Run(t, boundary.Analyzer, "cgopointer/wrap")
}
