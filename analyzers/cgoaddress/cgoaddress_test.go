package cgoaddress_test

import (
	"strings"
	"testing"

	"github.com/cgolint/cgolint/analyzers/cgoaddress"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

func Test(t *testing.T) {
	analyzertest.Run(t, cgoaddress.Analyzer, "cgoaddress/...")
}

// TestProgram runs a program in which the run time finds a Go pointer beside what C
// gets, before and after the fix.
func TestProgram(t *testing.T) {
	out, err := analyzertest.Program(t, "cgoaddress/program/main.go")
	if err == nil || !strings.Contains(out, "unpinned Go pointer") {
		t.Errorf("before the fix: %v\n%s", err, out)
	}
	out, err = analyzertest.Program(t, "cgoaddress/program/main.go.golden")
	if err != nil || !strings.Contains(out, "sent: 97") {
		t.Errorf("after the fix: %v\n%s", err, out)
	}
}
