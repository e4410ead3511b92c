package cgoemptyslice_test

import (
	"testing"

	"github.com/cgolint/cgolint/analyzers/cgoemptyslice"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

func Test(t *testing.T) {
	analyzertest.Run(t, cgoemptyslice.Analyzer, "cgoemptyslice/...")
}
