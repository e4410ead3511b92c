package cgoloop_test

import (
	"testing"

	"github.com/cgolint/cgolint/analyzers/cgoloop"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

func Test(t *testing.T) {
	analyzertest.Run(t, cgoloop.Analyzer, "cgoloop/...", "loopmodel/batches", "loopmodel/programs")
}
