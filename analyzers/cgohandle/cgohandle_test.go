package cgohandle_test

import (
	"testing"

	"github.com/cgolint/cgolint/analyzers/cgohandle"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

func Test(t *testing.T) {
	analyzertest.Run(t, cgohandle.Analyzer, "cgohandle/...")
}
