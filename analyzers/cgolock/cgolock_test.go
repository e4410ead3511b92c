package cgolock_test

import (
	"strings"
	"testing"

	"github.com/cgolint/cgolint/analyzers/cgolock"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

func Test(t *testing.T) { analyzertest.Run(t, cgolock.Analyzer, "cgolock/...") }

// TestProgram runs a program that waits for itself, and says so.
func TestProgram(t *testing.T) {
	out, err := analyzertest.Program(t, "cgolock/program/main.go")
	if err == nil || !strings.Contains(out, "collect still waits") {
		t.Errorf("%v\n%.500s", err, out)
	}
}
