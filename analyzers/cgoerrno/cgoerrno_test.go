package cgoerrno_test

import (
	"testing"

	"github.com/cgolint/cgolint/analyzers/cgoerrno"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

func Test(t *testing.T) {
	analyzertest.Run(t, cgoerrno.Analyzer, "cgoerrno/...")
}

// TestProgram runs a program that takes a result for errno.
func TestProgram(t *testing.T) {
	out, err := analyzertest.Program(t, "cgoerrno/program/main.go")
	if want := "of the result: false\nof errno: true\n"; err != nil || out != want {
		t.Errorf("%v, got\n%s\nwant\n%s", err, out, want)
	}
}
