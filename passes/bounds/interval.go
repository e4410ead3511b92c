package bounds

import (
	"go/types"
	"math"
)

// An Interval is a range of integers, both ends included. Where the bound of
// an end is not known it is the smallest or the largest int64. An interval
// with Lo above Hi is empty: no value gets to the place.
type Interval struct{ Lo, Hi int64 }

var (
	anything = Interval{math.MinInt64, math.MaxInt64}
	nothing  = Interval{1, 0}
	natural  = Interval{0, math.MaxInt64} // of lengths
	positive = Interval{1, math.MaxInt64}
)

// IsEmpty reports whether no value is in the interval.
func (i Interval) IsEmpty() bool { return i.Lo > i.Hi }

// Has reports whether n is in the interval.
func (i Interval) Has(n int64) bool { return i.Lo <= n && n <= i.Hi }

func exactly(n int64) Interval { return Interval{n, n} }

func (i Interval) intersect(j Interval) Interval {
	return Interval{max(i.Lo, j.Lo), min(i.Hi, j.Hi)}
}

func (i Interval) union(j Interval) Interval {
	switch {
	case i.IsEmpty():
		return j
	case j.IsEmpty():
		return i
	}
	return Interval{min(i.Lo, j.Lo), max(i.Hi, j.Hi)}
}

func (i Interval) add(j Interval) Interval {
	if i.IsEmpty() || j.IsEmpty() {
		return nothing
	}
	return Interval{addEnds(i.Lo, j.Lo), addEnds(i.Hi, j.Hi)}
}

func (i Interval) negate() Interval {
	return Interval{negateEnd(i.Hi), negateEnd(i.Lo)}
}

// mul multiplies intervals of numbers that are not negative; of others
// nothing is known.
func (i Interval) mul(j Interval) Interval {
	if i.IsEmpty() || j.IsEmpty() || i.Lo < 0 || j.Lo < 0 {
		return anything
	}
	return Interval{mulEnds(i.Lo, j.Lo), mulEnds(i.Hi, j.Hi)}
}

// addEnds adds two ends of the same side; one that is not known stays so.
func addEnds(a, b int64) int64 {
	if unbounded(a) {
		return a
	}
	if unbounded(b) {
		return b
	}
	switch sum := a + b; {
	case a > 0 && b > 0 && sum < 0:
		return math.MaxInt64
	case a < 0 && b < 0 && sum >= 0:
		return math.MinInt64
	default:
		return sum
	}
}

func negateEnd(a int64) int64 {
	switch a {
	case math.MinInt64:
		return math.MaxInt64
	case math.MaxInt64:
		return math.MinInt64
	}
	return -a
}

func mulEnds(a, b int64) int64 {
	if a != 0 && b > math.MaxInt64/a {
		return math.MaxInt64
	}
	return a * b
}

func unbounded(a int64) bool { return a == math.MinInt64 || a == math.MaxInt64 }

// Fits reports whether a type has all numbers of the interval.
func (i Interval) Fits(sizes types.Sizes, t types.Type) bool {
	r := rangeOf(sizes, t)
	return i.IsEmpty() || r.Lo <= i.Lo && i.Hi <= r.Hi
}

// rangeOf returns the numbers that a type has.
func rangeOf(sizes types.Sizes, t types.Type) Interval {
	b, ok := t.Underlying().(*types.Basic)
	if !ok || b.Info()&types.IsInteger == 0 {
		return anything
	}
	bits := uint(8 * sizes.Sizeof(b))
	switch unsigned := b.Info()&types.IsUnsigned != 0; {
	case unsigned && bits < 64:
		return Interval{0, 1<<bits - 1}
	case unsigned:
		return natural
	case bits < 64:
		return Interval{-1 << (bits - 1), 1<<(bits-1) - 1}
	}
	return anything
}
