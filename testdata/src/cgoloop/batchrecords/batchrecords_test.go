package batchrecords

import (
	"slices"
	"testing"
)

// The tests hold for the loops as they are, and for what the fixes make of
// them.

func TestSums(t *testing.T) {
	for _, n := range []int{0, 1, 5} {
		records := newRecords(n)
		bumpAll(records)
		bumpCopies(records)
		want := n * (n + 1)
		if got, also := norms(records), copies(records); got != want || also != want {
			t.Errorf("%d records: %d and %d, want %d", n, got, also, want)
		}
		if got := values(records); 2*got != want {
			t.Errorf("%d values: %d", n, got)
		}
	}
}

func TestBefore(t *testing.T) {
	records, sums := newRecords(3), make([]int32, 3)
	before(records, sums)
	if !slices.Equal(sums, []int32{0, 2, 4}) || norms(records) != 12 {
		t.Errorf("sums are %v, and then %d", sums, norms(records))
	}
}

func TestCheck(t *testing.T) {
	records := newRecords(3)
	if err := check(records); err != nil {
		t.Error(err)
	}
	setFirst(records, -4)
	if err := check(records); err == nil || err.Error() != "record 0: 4" {
		t.Errorf("the error is %v", err)
	}
}
