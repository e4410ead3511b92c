package cgokeepalive_test

import (
	"testing"

	"github.com/cgolint/cgolint/analyzers/cgokeepalive"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

func Test(t *testing.T) {
	analyzertest.Run(t, cgokeepalive.Analyzer, "cgokeepalive/...")
}
