package driver

import "testing"

func TestGrowthOf(t *testing.T) {
	for _, test := range []struct {
		live uint64 // in MB
		want int
	}{{0, 400}, {10, 400}, {51, 150}, {100, 100}, {128, 100}, {300, 100}, {4000, 100}} {
		if got := growthOf(test.live << 20); got != test.want {
			t.Errorf("a heap of %d MB may grow by %d %%, want %d %%", test.live, got, test.want)
		}
	}
}
