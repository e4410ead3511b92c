package ptrcheck_test

import (
	"testing"

	"github.com/cgolint/cgolint/internal/analyzertest"
	"github.com/cgolint/cgolint/passes/ptrcheck"
)

// TestPreconditions holds the facts of functions against what the files
// expect. Violations are tested in package cgopointer, against the run time.
func TestPreconditions(t *testing.T) {
	analyzertest.Run(t, ptrcheck.Analyzer, "cgopointer/wrap")
}
