package boundary_test

import (
	"testing"

	"github.com/cgolint/cgolint/internal/analyzertest"
	"github.com/cgolint/cgolint/passes/boundary"
)

// TestFacts holds the summaries of functions against what the files expect.
// What is done with them, and all else, is tested in package cgopointer.
func TestFacts(t *testing.T) {
	analyzertest.Run(t, boundary.Analyzer, "cgopointer/wrap")
}
