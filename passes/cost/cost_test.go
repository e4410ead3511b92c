package cost_test

import (
	"testing"

	"github.com/cgolint/cgolint/internal/analyzertest"
	"github.com/cgolint/cgolint/passes/cost"
)

// TestFacts holds what functions take against what the files expect. What
// loops take is tested in cgoloop, and against the clock in cmd/loopmodel.
func TestFacts(t *testing.T) {
	analyzertest.Run(t, cost.Analyzer, "cost/...")
}

func TestVerdict(t *testing.T) {
	for _, test := range []struct {
		cost cost.Cost
		want cost.Verdict
	}{
		{cost.Cost{}, cost.Small},
		{cost.Cost{Go: 5}, cost.Small},
		{cost.Cost{Crossings: 1, C: 1}, cost.Dominates},
		{cost.Cost{Crossings: 1, C: 100}, cost.Shares},
		{cost.Cost{Crossings: 4, C: 100}, cost.Dominates},
		{cost.Cost{Crossings: 1, C: 20, Go: 1000}, cost.Small},
	} {
		if got := test.cost.Verdict(); got != test.want {
			t.Errorf("%+v is %v, want %v", test.cost, got, test.want)
		}
	}
}
