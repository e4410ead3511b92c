package settings_test

import (
	"flag"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/settings"
)

// TestDefaults runs the analyzer as a driver does that binds no settings: nothing
// is open, generated files count, and there is no state that runs share.
func TestDefaults(t *testing.T) {
	first, second := run(t), run(t)
	if first == second {
		t.Error("two runs share their settings")
	}
	first.Budget = time.Second
	if second.Budget != 0 || second.Text != nil || second.Contracts != nil || second.Generated != "" {
		t.Errorf("the defaults are %+v", second)
	}
}

func run(t *testing.T) *settings.Config {
	result, err := settings.Analyzer.Run(new(analysis.Pass))
	if err != nil {
		t.Fatal(err)
	}
	return result.(*settings.Config)
}

// TestFlag reads flags of two copies of an analyzer, which differ.
func TestFlag(t *testing.T) {
	check := func(args ...string) *analysis.Pass {
		a := &analysis.Analyzer{Name: "check", Flags: *flag.NewFlagSet("check", flag.ContinueOnError)}
		a.Flags.Bool("shares", false, "")
		a.Flags.String("to", "registry", "")
		if err := a.Flags.Parse(args); err != nil {
			t.Fatal(err)
		}
		return &analysis.Pass{Analyzer: a}
	}
	set, unset := check("-shares", "-to=sync.Map"), check()
	if !settings.Flag[bool](set, "shares") || settings.Flag[string](set, "to") != "sync.Map" {
		t.Error("flags that are set are not seen")
	}
	if settings.Flag[bool](unset, "shares") || settings.Flag[string](unset, "to") != "registry" {
		t.Error("a flag of one copy is seen in another")
	}
}
