package cgotruncate_test

import (
	"regexp"
	"testing"

	"github.com/cgolint/cgolint/analyzers/cgotruncate"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

func Test(t *testing.T) {
	analyzertest.Run(t, cgotruncate.Analyzer, "cgotruncate/...")
}

// TestProgram runs a program whose length is negative as an int of C.
func TestProgram(t *testing.T) {
	out, err := analyzertest.Program(t, "cgotruncate/program/main.go")
	if err == nil || !regexp.MustCompile(`negative length|GoBytes|out of range|makeslice`).MatchString(out) {
		t.Errorf("before the fix: %v\n%s", err, out)
	}
}
