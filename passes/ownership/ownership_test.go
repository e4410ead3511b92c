package ownership_test

import (
	"testing"

	"github.com/cgolint/cgolint/internal/analyzertest"
	"github.com/cgolint/cgolint/passes/ownership"
)

// TestFacts holds what is known of functions against what the files expect.
// How resources are followed is tested in packages cgoleak and cgofree.
func TestFacts(t *testing.T) {
	analyzertest.Run(t, ownership.Analyzer, "ownership/owner")
}
