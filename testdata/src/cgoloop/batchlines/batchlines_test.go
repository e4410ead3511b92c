package batchlines

import (
	"slices"
	"testing"
)

func Test(t *testing.T) {
	for _, f := range []func(in, out []int32){twice, twiceAgain, twiceHere} {
		out := make([]int32, 2)
		if f([]int32{1, 2}, out); !slices.Equal(out, []int32{2, 4}) {
			t.Error(out)
		}
		f(nil, nil)
	}
	out := make([]int32, 2)
	if third([]int32{3, -4}, out); !slices.Equal(out, []int32{1, -1}) {
		t.Error(out)
	}
}
