package cgoleak_test

import (
	"testing"

	"github.com/cgolint/cgolint/analyzers/cgoleak"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

func Test(t *testing.T) {
	analyzertest.Run(t, cgoleak.Analyzer, "cgoleak/...")
}
