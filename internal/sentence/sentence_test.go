package sentence_test

import (
	"testing"

	"github.com/cgolint/cgolint/internal/sentence"
)

func TestList(t *testing.T) {
	for want, names := range map[string][]string{
		"a":                 {"a"},
		"a and b":           {"a", "b"},
		"a, b and c":        {"a", "b", "c"},
		"a, b and 2 others": {"a", "b", "c", "d"},
	} {
		if got := sentence.List(names); got != want {
			t.Errorf("List(%q) = %q, want %q", names, got, want)
		}
	}
}
