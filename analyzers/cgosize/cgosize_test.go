package cgosize_test

import (
	"testing"

	"github.com/cgolint/cgolint/analyzers/cgosize"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

func Test(t *testing.T) {
	analyzertest.Run(t, cgosize.Analyzer, "cgosize/...")
}

// TestProgram runs a program in which C sees each int as two.
func TestProgram(t *testing.T) {
	out, err := analyzertest.Program(t, "cgosize/program/main.go")
	if want := "as int: 3\nas int32: 10\n"; err != nil || out != want {
		t.Errorf("%v, got\n%s\nwant\n%s", err, out, want)
	}
}
