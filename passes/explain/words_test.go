package explain

import (
	"testing"

	"github.com/cgolint/cgolint/passes/csummary"
)

func TestHandedOut(t *testing.T) {
	for _, c := range []struct {
		origin csummary.Origin
		want   string
	}{
		{csummary.Origin{Kind: csummary.Fresh, FreedBy: []string{"free", "g_free", "item_free"}}, "new memory, which free, g_free or item_free frees"},
		{csummary.Origin{Kind: csummary.Static}, "memory that C keeps"},
		{csummary.Origin{Kind: csummary.Inside, Until: []string{"magic_close"}}, "a pointer into what argument 1 points to, until magic_close is called"},
		{csummary.Origin{Kind: csummary.SameAsArgument, Arg: 1}, "argument 2"},
	} {
		if got := handedOut(&c.origin); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestAmount(t *testing.T) {
	for _, c := range []struct {
		extent csummary.Extent
		want   string
	}{
		{csummary.Extent{Length: 2, Times: -1, Element: 1}, "as many bytes as argument 3 says"},
		{csummary.Extent{Length: 2, Times: -1, Element: 8, Pointer: true}, "as many elements of 8 bytes as what argument 3 points to says"},
		{csummary.Extent{Length: 1, Times: 2, Element: 1}, "as many bytes as argument 2 times argument 3 says"},
		{csummary.Extent{Length: -1, Times: -1, Count: 4, Element: 8}, "32 bytes"},
	} {
		if got := amount(&c.extent); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
