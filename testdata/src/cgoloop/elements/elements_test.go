package elements

import (
	"slices"
	"testing"
)

// The tests hold for the loops as they are, and for what the fixes make of
// them.

func items(n int) (want []Item) {
	for i := range n {
		want = append(want, Item{i + 1, "item"})
	}
	return want
}

func TestLists(t *testing.T) {
	for _, n := range []int{0, 1, 5} {
		l := newList(n)
		for name, got := range map[string][]Item{
			"all": all(itemsOf(l), length(n)), "ofList": ofList(l), "until": until(itemsOf(l)), "values": values(valuesOf(l)),
		} {
			if !slices.Equal(got, items(n)) {
				t.Errorf("%s of %d items: %v", name, n, got)
			}
		}
	}
}

func TestThirds(t *testing.T) {
	if got := thirds(itemsOf(newList(5)), 3); !slices.Equal(got, []Item{{1, "item"}, {3, "item"}, {5, "item"}}) {
		t.Errorf("thirds: %v", got)
	}
}

func TestRefilled(t *testing.T) {
	if got := refilledOf(newList(3), newList(2)); !slices.Equal(got, []Item{{1, "item"}, {2, "item"}}) {
		t.Errorf("refilled: %v", got)
	}
}

func TestSums(t *testing.T) {
	for _, n := range []int{0, 1, 5} {
		if got, also := sums(n); got != n*(n+1)/2 || also != got {
			t.Errorf("%d numbers: %d and %d", n, got, also)
		}
	}
}
