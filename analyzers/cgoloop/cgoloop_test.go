package cgoloop_test

import (
	"testing"

	"github.com/cgolint/cgolint/analyzers/cgoloop"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

func Test(t *testing.T) {
	analyzertest.Run(t, cgoloop.Analyzer, "cgoloop/...", "loopmodel/batches", "loopmodel/programs")
}

func TestShares(t *testing.T) {
	shares := cgoloop.Analyzer.Flags.Lookup("shares").Value
	if err := shares.Set("true"); err != nil {
		t.Fatal(err)
	}
	defer shares.Set("false")
	analyzertest.Run(t, cgoloop.Analyzer, "cgoloopshares")
}
