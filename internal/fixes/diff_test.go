package fixes

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A hunk begins in the new text as many lines later as were added before it.
func TestDiffCountsLines(t *testing.T) {
	var lines []string
	for i := range 40 {
		lines = append(lines, strings.Repeat("x", i+1))
	}
	changed := slices.Clone(lines)
	changed[3] = "changed\nadded"
	changed[8] = "changed" // in the same hunk
	changed[30] = "changed\nadded"
	text := func(lines []string) string { return strings.Join(lines, "\n") + "\n" }
	diff := Diff("a", "b", text(lines), text(changed))
	got := regexp.MustCompile(`(?m)^@@ .* @@$`).FindAllString(diff, -1)
	if want := []string{"@@ -1,12 +1,13 @@", "@@ -28,7 +29,8 @@"}; !slices.Equal(got, want) {
		t.Errorf("got hunks %q, want %q", got, want)
	}
	if diff := Diff("a", "b", "x\n", "x\n"); diff != "" {
		t.Errorf("the same texts differ: %s", diff)
	}
}
