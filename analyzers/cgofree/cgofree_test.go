package cgofree_test

import (
	"testing"

	"github.com/cgolint/cgolint/analyzers/cgofree"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

func Test(t *testing.T) {
	analyzertest.Run(t, cgofree.Analyzer, "cgofree/...")
}
