package cgosize_test

import (
	"testing"

	"github.com/cgolint/cgolint/analyzers/cgosize"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

func Test(t *testing.T) {
	analyzertest.Run(t, cgosize.Analyzer, "cgosize/...")
}
