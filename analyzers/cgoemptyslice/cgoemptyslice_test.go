package cgoemptyslice_test

import (
	"strings"
	"testing"

	"github.com/cgolint/cgolint/analyzers/cgoemptyslice"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

func Test(t *testing.T) {
	analyzertest.Run(t, cgoemptyslice.Analyzer, "cgoemptyslice/...")
}

// TestProgram runs a program on empty input, before and after the fix.
func TestProgram(t *testing.T) {
	out, err := analyzertest.Program(t, "cgoemptyslice/program/main.go")
	if err == nil || !strings.Contains(out, "index out of range") {
		t.Errorf("before the fix: %v\n%s", err, out)
	}
	out, err = analyzertest.Program(t, "cgoemptyslice/program/main.go.golden")
	if err != nil || !strings.Contains(out, "sum: 0") {
		t.Errorf("after the fix: %v\n%s", err, out)
	}
}
