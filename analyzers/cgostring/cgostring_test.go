package cgostring_test

import (
	"testing"

	"github.com/cgolint/cgolint/analyzers/cgostring"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

func Test(t *testing.T) {
	analyzertest.Run(t, cgostring.Analyzer, "cgostring/...")
}
