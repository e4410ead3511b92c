package batchfields

import (
	"slices"
	"testing"
)

// The tests hold for the loops as they are, and for what the fixes make of
// them.

var lengths = []int{0, 1, 2, 100}

func points(n int) []Point {
	all := make([]Point, n)
	for i := range all {
		all[i] = Point{float64(i), float64(-i), 0.5, i}
	}
	return all
}

func TestIntegers(t *testing.T) {
	if got := weights([]int{1, -2, 1 << 20}); !slices.Equal(got, []int{3, -6, 3 << 20}) {
		t.Errorf("weights are %v", got)
	}
	if got := halves([]uint{7, 8, 0}); got != 7 {
		t.Errorf("halves sum up to %d", got)
	}
}

func TestArguments(t *testing.T) {
	for _, n := range lengths {
		length := 0.0
		for i := range n {
			length += 2 * float64(i*i)
		}
		p := newPath()
		moveAll(p, points(n))
		if float64(p.length) != length || int(p.calls) != n {
			t.Errorf("%d moves: length %v with %d calls", n, p.length, p.calls)
		}
		p = newPath()
		drawAll(p, points(n))
		if float64(p.length) != length || int(p.calls) != 3*n || n > 0 && (p.x != 0.5 || int(p.y) != n*(n-1)/2+2) {
			t.Errorf("%d drawn: %+v", n, *p)
		}
	}
}

func TestStores(t *testing.T) {
	for _, n := range lengths {
		p := newPath()
		all := points(n)
		readX(p, all)
		ats := points(n)
		readAt(p, ats)
		both, more := readBoth(p, n), appendBoth(p, n)
		for i := range n {
			x, y := 1+float64(i), 2*float64(i)
			if all[i] != (Point{x, float64(-i), 0.5, i}) || ats[i] != (Point{x, y, 0.5, i}) || both[i] != (Pair{x, y}) || more[i] != (Point{X: x, Y: y}) {
				t.Errorf("%d of %d: %v, %v, %v", i, n, all[i], both[i], more[i])
			}
		}
		if len(both) != n || len(more) != n {
			t.Errorf("%d and %d, not %d", len(both), len(more), n)
		}
	}
}

func TestOutParameters(t *testing.T) {
	p := newPath()
	xs, ys := make([]float64, 3), make([]float64, 3)
	outParameters(p, xs, ys)
	if !slices.Equal(xs, []float64{1, 2, 3}) || !slices.Equal(ys, []float64{2, 1, 0}) {
		t.Errorf("points are %v and %v", xs, ys)
	}
	all := points(101)
	if err := outChecked(p, all); err == nil || err.Error() != "point 100: 7" {
		t.Errorf("the error is %v", err)
	}
	if all[99].X != 100 || all[99].Y != -97 || all[100].X != 100 {
		t.Errorf("points are %v", all[99:])
	}
	if err := outChecked(p, all[:0]); err != nil {
		t.Error(err)
	}
	rows := []int32{5, 5, 5}
	outStructs(p, rows)
	if !slices.Equal(rows, []int32{0, 0, 0}) {
		t.Errorf("rows are %v", rows)
	}
	twice(p, xs, ys)
	if !slices.Equal(xs, ys) || !slices.Equal(xs, []float64{1, 2, 3}) {
		t.Errorf("values are %v and %v", xs, ys)
	}
}
