package cgoslice_test

import (
	"testing"

	"github.com/cgolint/cgolint/analyzers/cgoslice"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

func Test(t *testing.T) {
	analyzertest.Run(t, cgoslice.Analyzer, "cgoslice/...")
}
