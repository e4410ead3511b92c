package cgotruncate_test

import (
	"testing"

	"github.com/cgolint/cgolint/analyzers/cgotruncate"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

func Test(t *testing.T) {
	analyzertest.Run(t, cgotruncate.Analyzer, "cgotruncate/...")
}
