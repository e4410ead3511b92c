package analyzercopy_test

import (
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/analyzercopy"
	"github.com/cgolint/cgolint/internal/settings"
)

// What an analyzer shares with a pass that it requires, their copies share,
// and nothing of it is the originals'.
func TestFlags(t *testing.T) {
	seen := make(map[string]int)
	run := func(pass *analysis.Pass) (any, error) {
		seen[pass.Analyzer.Name] = settings.Flag[int](pass, "depth")
		return 1, nil
	}
	base, _ := chain(run)
	user := &analysis.Analyzer{Name: "user", Requires: []*analysis.Analyzer{base}, Run: run}
	base.Flags.Int("depth", 3, "how deep")
	user.Flags.Var(base.Flags.Lookup("depth").Value, "depth", "how deep")

	copies := analyzercopy.Of([]*analysis.Analyzer{user, base}, analyzercopy.Change{Flags: map[string]map[string]any{"user": {"depth": 5}}})
	for _, a := range copies {
		if _, err := a.Run(&analysis.Pass{Analyzer: a}); err != nil {
			t.Fatal(err)
		}
	}
	if seen["user"] != 5 || seen["base"] != 5 {
		t.Errorf("the copies see %v", seen)
	}
	if got := base.Flags.Lookup("depth").Value.String(); got != "3" {
		t.Errorf("the original's flag is %s", got)
	}
	if err := analyzercopy.SetFlags(analyzercopy.Flags(user), map[string]any{"depth": "x"}); err == nil {
		t.Error("a depth of x is accepted")
	}
}
