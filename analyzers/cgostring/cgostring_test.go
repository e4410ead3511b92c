package cgostring_test

import (
	"testing"

	"github.com/cgolint/cgolint/analyzers/cgostring"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

func Test(t *testing.T) {
	analyzertest.Run(t, cgostring.Analyzer, "cgostring/...")
}

// TestProgram runs a program in which C reads on behind a slice.
func TestProgram(t *testing.T) {
	out, err := analyzertest.Program(t, "cgostring/program/main.go")
	if want := "key: 10\nend\n"; err != nil || out != want {
		t.Errorf("%v, got\n%s\nwant\n%s", err, out, want)
	}
}
