package cgoslice_test

import (
	"strings"
	"testing"

	"github.com/cgolint/cgolint/analyzers/cgoslice"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

func Test(t *testing.T) {
	analyzertest.Run(t, cgoslice.Analyzer, "cgoslice/...")
}

// TestProgram runs a program that makes a slice of a nil pointer, before and after
// the fix.
func TestProgram(t *testing.T) {
	out, err := analyzertest.Program(t, "cgoslice/program/main.go")
	if err == nil || !strings.Contains(out, "nil pointer") {
		t.Errorf("before the fix: %v\n%s", err, out)
	}
	out, err = analyzertest.Program(t, "cgoslice/program/main.go.golden")
	if err != nil || !strings.Contains(out, "entries: 0") {
		t.Errorf("after the fix: %v\n%s", err, out)
	}
}
