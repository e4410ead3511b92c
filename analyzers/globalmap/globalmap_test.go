package globalmap_test

import (
	"testing"

	"github.com/cgolint/cgolint/analyzers/globalmap"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

func Test(t *testing.T) {
	analyzertest.Run(t, globalmap.Analyzer, "globalmap/basic", "globalmap/negative", "globalmap/limits", "globalmap/plain", "globalmap/rebuild", "globalmap/numbered", "globalmap/targets", "globalmap/tested", "globalmap/nofix", "globalmap/dropped", "globalmap/lists", "globalmap/objects", "globalmap/windows", "globalmap/prompts")
}

func TestScopeAll(t *testing.T) {
	setScope(t, "all")
	analyzertest.Run(t, globalmap.Analyzer, "globalmap/all")
}

func setScope(t *testing.T, scope string) {
	t.Helper()
	flag := globalmap.Analyzer.Flags.Lookup("scope")
	old := flag.Value.String()
	if err := flag.Value.Set(scope); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { flag.Value.Set(old) })
}

func TestScopeRefusesOthers(t *testing.T) {
	if err := globalmap.Analyzer.Flags.Set("scope", "some"); err == nil {
		t.Error("scope some is accepted")
	}
}
