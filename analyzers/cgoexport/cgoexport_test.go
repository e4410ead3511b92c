package cgoexport_test

import (
	"strings"
	"testing"

	"github.com/cgolint/cgolint/analyzers/cgoexport"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

func Test(t *testing.T) { analyzertest.Run(t, cgoexport.Analyzer, "cgoexport/...") }

// TestProgram runs a program that expects a wrong handle, and does not survive
// it.
func TestProgram(t *testing.T) {
	out, err := analyzertest.Program(t, "cgoexport/program/main.go")
	if err == nil || !strings.Contains(out, "misuse of an invalid Handle") || strings.Contains(out, "a deleted handle:") {
		t.Errorf("%v\n%.500s", err, out)
	}
}
