package cgorace_test

import (
	"strings"
	"testing"

	"github.com/cgolint/cgolint/analyzers/cgorace"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

func Test(t *testing.T) { analyzertest.Run(t, cgorace.Analyzer, "cgorace/...") }

// TestProgram runs a program whose map is read during a write, before and
// after the fix.
func TestProgram(t *testing.T) {
	out, err := analyzertest.Program(t, "cgorace/program/main.go")
	if err == nil || !strings.Contains(out, "concurrent map") {
		t.Errorf("before the fix: %v\n%.500s", err, out)
	}
	out, err = analyzertest.Program(t, "cgorace/program/main.go.golden")
	if err != nil || !strings.Contains(out, "all events delivered") {
		t.Errorf("after the fix: %v\n%.500s", err, out)
	}
}
