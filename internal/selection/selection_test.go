package selection_test

import (
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cgolint/cgolint/internal/selection"
)

func TestOf(t *testing.T) {
	one := &analysis.Analyzer{Name: "one"}
	two := &analysis.Analyzer{Name: "two"}
	depth := one.Flags.Int("depth", 3, "how deep")
	all := []*analysis.Analyzer{one, two}
	for _, test := range []struct {
		name     string
		settings selection.Settings
		want     string // names, or a part of the error
		depth    int
	}{
		{"nothing", selection.Settings{}, "one two", 3},
		{"enable", selection.Settings{Enable: []string{"two"}}, "two", 3},
		{"disable", selection.Settings{Disable: []string{"two"}}, "one", 3},
		{"flag", selection.Settings{Flags: map[string]map[string]any{"one": {"depth": 5}}}, "one two", 5},
		{"default again", selection.Settings{}, "one two", 3},
		{"unknown check", selection.Settings{Disable: []string{"tow"}}, `there is no check "tow"; there are one, two`, 3},
		{"unknown flag", selection.Settings{Flags: map[string]map[string]any{"two": {"depth": 5}}}, `flag "depth" of check two: no such flag`, 3},
		{"bad value", selection.Settings{Flags: map[string]map[string]any{"one": {"depth": "x"}}}, `flag "depth" of check one: parse error`, 3},
	} {
		t.Run(test.name, func(t *testing.T) {
			selected, err := selection.Of(all, test.settings)
			var names []string
			for _, a := range selected {
				names = append(names, a.Name)
			}
			got := strings.Join(names, " ")
			if err != nil {
				got = err.Error()
			}
			if got != test.want && (err == nil || !strings.Contains(got, test.want)) || *depth != test.depth {
				t.Errorf("%s, depth %d; want %s, depth %d", got, *depth, test.want, test.depth)
			}
		})
	}
}
