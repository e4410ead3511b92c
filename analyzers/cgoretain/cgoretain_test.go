package cgoretain_test

import (
	"testing"

	"github.com/cgolint/cgolint/analyzers/cgoretain"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

func Test(t *testing.T) {
	t.Parallel()
	analyzertest.Run(t, cgoretain.Analyzer, "cgoretain/...")
}
