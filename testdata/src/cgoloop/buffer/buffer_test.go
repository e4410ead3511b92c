package buffer

import "testing"

// The tests hold for the loops as they are, and for what the fixes make of
// them.

func TestSum(t *testing.T) {
	for _, words := range [][]string{nil, {""}, {"ab", "", "a longer one", "c"}} {
		want := uint(0)
		for _, word := range words {
			for i := range len(word) {
				want += uint(word[i])
			}
		}
		if got := sum(words); got != want {
			t.Errorf("%q: %d, want %d", words, got, want)
		}
	}
}

func TestPairs(t *testing.T) {
	if err := setAll(map[string]string{"a": "b", "c": "row:d"}); err != nil || pairCount() != 2 {
		t.Errorf("%v after %d pairs", err, pairCount())
	}
	if err := setAll(map[string]string{"a": "row:a"}); err == nil {
		t.Error("a pair of the same is no error")
	}
}

func TestSame(t *testing.T) {
	if n := sameOf("word", "", "words", "word"); n != 2 {
		t.Errorf("%d are the same", n)
	}
	if n := shorter([]string{"a", "b"}); n != 6 {
		t.Errorf("%d letters are left", n)
	}
}
