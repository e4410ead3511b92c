package cgopin_test

import (
	"testing"

	"github.com/cgolint/cgolint/analyzers/cgopin"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

func Test(t *testing.T) {
	analyzertest.Run(t, cgopin.Analyzer, "cgopin/...")
}
