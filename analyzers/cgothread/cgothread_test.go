package cgothread_test

import (
	"strings"
	"testing"

	"github.com/cgolint/cgolint/analyzers/cgothread"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

func Test(t *testing.T) { analyzertest.Run(t, cgothread.Analyzer, "cgothread/...") }

// TestProgram runs a program that gets the errors of other calls, before and
// after the fix.
func TestProgram(t *testing.T) {
	out, err := analyzertest.Program(t, "cgothread/program/main.go")
	if err == nil || !strings.Contains(out, "errors of other calls:") {
		t.Errorf("before the fix: %v\n%.500s", err, out)
	}
	out, err = analyzertest.Program(t, "cgothread/program/main.go.golden")
	if err != nil || !strings.Contains(out, "all errors were those of the call") {
		t.Errorf("after the fix: %v\n%.500s", err, out)
	}
}
