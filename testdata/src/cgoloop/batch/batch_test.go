package batch

import (
	"math"
	"slices"
	"testing"
)

// The tests hold for the loops as they are, and for what the fixes make of
// them.

var lengths = []int{0, 1, 2, 100}

func floats(n int) []float64 {
	if n == 0 {
		return nil
	}
	xs := make([]float64, n)
	for i := range xs {
		xs[i] = math.Sqrt(float64(i)) / 3
	}
	return xs
}

func integers(n int) []int32 {
	xs := make([]int32, n)
	for i := range xs {
		xs[i] = int32(i*7919) << 12
	}
	return xs
}

func TestStores(t *testing.T) {
	for _, n := range lengths {
		xs := floats(n)
		ys, zs := scaleAll(xs), make([]float64, n+1)
		scaleInto(zs, xs)
		for i, x := range xs {
			if ys[i] != 2*x || zs[i] != 1.5*x {
				t.Errorf("element %d of %d is %v and %v", i, n, ys[i], zs[i])
			}
		}
		if zs[n] != 0 {
			t.Error("written behind the last")
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("no panic where there are too few elements to write to")
		}
	}()
	few := make([]float64, 2, 3)
	scaleInto(few, floats(3))
}

func TestSums(t *testing.T) {
	for _, n := range lengths {
		sum, left := 0.1, float32(0)
		var singles []float32
		for _, x := range floats(n) {
			sum += 2 * x
			singles = append(singles, float32(x))
			left -= float32(x) / 2
		}
		if got := sumScaled(0.1, floats(n)); got != sum {
			t.Errorf("the sum of %d is %v, want %v", n, got, sum)
		}
		if got := float32(subtractHalves(singles)); got != left {
			t.Errorf("%v is left of %d, want %v", got, n, left)
		}
		total, diff, prod := 0, int64(0), uint32(1)
		for _, x := range integers(n) {
			diff += int64(x)
			prod *= uint32(-x | 1)
		}
		text := []byte("some text \xff\x00")
		for _, c := range text {
			total += int(c)*3 - 100
		}
		if got := weighAll(text); got != total {
			t.Errorf("the weight is %d, want %d", got, total)
		}
		if got := difference(integers(n)); got != diff {
			t.Errorf("the difference is %d, want %d", got, diff)
		}
		odd := slices.Clone(integers(n))
		for i := range odd {
			odd[i] = -(-odd[i] | 1)
		}
		if got := product(odd); got != prod {
			t.Errorf("the product is %d, want %d", got, prod)
		}
	}
	if oddOnes(nil) != nil || !slices.Equal(oddOnes([]uint32{1, 2, 5}), []bool{true, false, true}) {
		t.Error("the odd ones are wrong")
	}
}

func TestCalls(t *testing.T) {
	countWith(nil, nil)
	for _, n := range lengths {
		values := integers(n)
		tab := newTable(values)
		tab.countAll()
		tab.placeAll()
		countWith(tab, values)
		var want int32
		for i, x := range values {
			want += 2*x + int32(i+1)*x
		}
		if got := tab.total(); got != want {
			t.Errorf("the total of %d is %d, want %d", n, got, want)
		}
	}
}

func TestStops(t *testing.T) {
	for _, test := range []struct {
		values   []int32
		message  string
		position string
		calls    int32
	}{
		{nil, "", "", 0},
		{[]int32{1, 2, 3}, "", "", 6},
		{[]int32{1, -5, -6, 3}, "check: 7", "check: value -5 at 1: 7", 4},
	} {
		tab := newTable(test.values)
		text := func(err error) string {
			if err == nil {
				return ""
			}
			return err.Error()
		}
		if got := text(tab.checkAll()); got != test.message {
			t.Errorf("checkAll of %d: %q", test.values, got)
		}
		if got := text(tab.checkEach()); got != test.position {
			t.Errorf("checkEach of %d: %q", test.values, got)
		}
		if got := tab.calls(); got != test.calls {
			t.Errorf("%d calls of %d, want %d", got, test.values, test.calls)
		}
		if allValid(test.values) != (test.message == "") {
			t.Errorf("allValid of %d", test.values)
		}
	}
}

func TestStructs(t *testing.T) {
	points := newPoints()
	mirrorAll(points)
	mirrorAll(nil)
	if norms(nil) != 0 || norms(points) != 25+2 || first(points) != -3 {
		t.Error("the points are wrong")
	}
	xs, ys := new([16]int32), new([16]float64)
	xs[3] = 4
	fixed(xs, ys)
	if ys[3] != -4 {
		t.Error("the array is wrong")
	}
	cs := newInts()
	negateInPlace(cs)
	if int(cs[0]) != -1 || int(cs[1]) != 2 {
		t.Error("the integers are wrong")
	}
}

func TestCounted(t *testing.T) {
	if got := dot([]float64{1, 2, 3}, []float64{4, 5, 6, 7}); got != 32 {
		t.Errorf("the product is %v", got)
	}
	if dot(nil, nil) != 0 {
		t.Error("the product of nothing")
	}
	for _, n := range []int{-1, 0, 1, 300} {
		bins := make([]int32, max(n, 0))
		tab := newTable(nil)
		tab.fill(bins)
		ys := weights(n)
		if !slices.Equal(bins, ys) || ys == nil || n == 300 && ys[299] != 43*3-100 {
			t.Errorf("%d weights are %d and %d", n, bins, ys)
		}
		tab.placeOnes(n)
		want := 0
		for i := range n {
			want += i - 1
		}
		if got := tab.total(); int(got) != want {
			t.Errorf("the total of %d is %d, want %d", n, got, want)
		}
	}
}

func TestNamed(t *testing.T) {
	if got := namedOf(3); !slices.Equal(got, []float64{-100, -97, -94}) || len(namedOf(0)) != 0 {
		t.Errorf("named: %v", got)
	}
	if got := namedSum([]int32{5, -7}); got != 2 {
		t.Errorf("namedSum: %d", got)
	}
}
