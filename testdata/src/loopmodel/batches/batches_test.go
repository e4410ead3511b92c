package batches

import (
	"math"
	"testing"
)

const n = 1000 // iterations of each loop

var (
	floats  = make([]float64, n)
	others  = make([]float64, n)
	singles = make([]float32, n)
	ints    = make([]int32, n)
	words   = make([]uint32, n)
	text    = make([]byte, n)
)

func init() {
	for i := range n {
		floats[i], others[i], singles[i] = float64(i)/7, math.Sqrt(float64(i)), float32(i-500)/500
		ints[i], words[i], text[i] = int32(i), uint32(i)*2654435761, byte(i)
	}
}

// TestResults holds the results against those that the loops had when each
// call was one from Go.
func TestResults(t *testing.T) {
	sum, weighted := 0.0, 0.0
	for i, x := range floats {
		sum += math.Sqrt(x*x + 1)
		product := x * others[i]
		weighted += product / (1 + x)
	}
	if got := sumFloats(floats); got != sum {
		t.Errorf("sumFloats is %v, want %v", got, sum)
	}
	if got := twoSlices(floats, others); got != weighted {
		t.Errorf("twoSlices is %v, want %v", got, weighted)
	}
	if got, want := sumIntegers(text), 1000+2*(3*128+104); got != want {
		t.Errorf("sumIntegers is %d, want %d", got, want)
	}
	if err := untilError(newHistogram(), []int32{1, -5, -6}); err == nil || err.Error() != "element 1 (-5): error 22" {
		t.Errorf("untilError: %v", err)
	}
	dst := make([]float32, n)
	store(dst, singles)
	if dst[0] != 0 || dst[750] != 0.5 || len(appendAll(words)) != n {
		t.Error("store or appendAll is wrong")
	}
}

func BenchmarkSumFloats(b *testing.B) {
	for b.Loop() {
		sumFloats(floats)
	}
}

func BenchmarkSumIntegers(b *testing.B) {
	for b.Loop() {
		sumIntegers(text)
	}
}

func BenchmarkStore(b *testing.B) {
	dst := make([]float32, n)
	for b.Loop() {
		store(dst, singles)
	}
}

func BenchmarkAppend(b *testing.B) {
	for b.Loop() {
		appendAll(words)
	}
}

func BenchmarkTwoSlices(b *testing.B) {
	for b.Loop() {
		twoSlices(floats, others)
	}
}

func BenchmarkCallEach(b *testing.B) {
	h := newHistogram()
	for b.Loop() {
		callEach(h, text)
	}
}

func BenchmarkUntilError(b *testing.B) {
	h := newHistogram()
	for b.Loop() {
		if err := untilError(h, ints); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkInPlace(b *testing.B) {
	points := newPoints(n)
	for b.Loop() {
		inPlace(points, 0.6, 0.8)
	}
}

func BenchmarkByIndex(b *testing.B) {
	ys := make([]float64, n)
	for b.Loop() {
		byIndex(ys, n)
	}
}
