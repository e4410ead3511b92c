package cgocallback_test

import (
	"testing"

	"github.com/cgolint/cgolint/analyzers/cgocallback"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

func Test(t *testing.T) {
	analyzertest.Run(t, cgocallback.Analyzer, "cgocallback/...")
}
