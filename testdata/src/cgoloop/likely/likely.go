// Package likely calls C through interfaces and variables.
package likely

/*
static double scale(double x) { return x * 2; }
static int classify(int x) { return x & 3; }
*/
import "C"

type scaler interface{ scale(x float64) float64 }

type byC struct{}

func (byC) scale(x float64) float64 { return float64(C.scale(C.double(x))) }

func scaleAll(s scaler, xs []float64) {
	for i := range xs {
		xs[i] = s.scale(xs[i]) // want `scale \(by C.scale\) crosses into C once per element of xs`
	}
}

type filter struct{ keep func(int) bool }

func newFilter() *filter {
	return &filter{keep: func(x int) bool { return C.classify(C.int(x)) == 1 }}
}

func (f *filter) count(xs []int) (n int) {
	for _, x := range xs {
		if f.keep(x) { // want `keep \(by C.classify\) crosses into C once per element of xs`
			n++
		}
	}
	return n
}

var classify = func(x int) int { return int(C.classify(C.int(x))) }

func classes(xs []int) []int {
	out := make([]int, len(xs))
	for i, x := range xs {
		out[i] = classify(x) // want `classify \(by C.classify\) crosses into C once per element of xs`
	}
	return out
}

func mapInts(xs []int, f func(int) int) {
	for i := range xs {
		xs[i] = f(xs[i]) // want `f \(by C.classify\) crosses into C once per element of xs`
	}
}

func mapAll(xs []int) { mapInts(xs, func(x int) int { return int(C.classify(C.int(x))) }) }

// Others may set it.
type Filter struct{ Keep func(int) bool }

func NewFilter() *Filter {
	return &Filter{Keep: func(x int) bool { return C.classify(C.int(x)) == 1 }}
}

func (f *Filter) count(xs []int) (n int) {
	for _, x := range xs {
		if f.Keep(x) {
			n++
		}
	}
	return n
}

// Others may call it, with functions of theirs.
func MapInts(xs []int, f func(int) int) {
	for i := range xs {
		xs[i] = f(xs[i])
	}
}

// Others may call it with functions of theirs: what it does without one is not
// all that it does.
func MapOr(xs []int, f func(int) int) {
	if f == nil {
		f = func(x int) int { return int(C.classify(C.int(x))) }
	}
	for i := range xs {
		xs[i] = f(xs[i])
	}
}

// A literal is called by whoever has it.
var mapOr = func(xs []int, f func(int) int) {
	if f == nil {
		f = func(x int) int { return int(C.classify(C.int(x))) }
	}
	for i := range xs {
		xs[i] = f(xs[i])
	}
}

type step func(int) int

// each has a function for its receiver.
func (s step) each(xs []int) {
	if s == nil {
		s = func(x int) int { return int(C.classify(C.int(x))) }
	}
	for i := range xs {
		xs[i] = s(xs[i])
	}
}

// last gets the functions of a list, and crosses without one.
func last(list []func(int) int, xs []int) {
	f := func(x int) int { return int(C.classify(C.int(x))) }
	for _, f = range list {
	}
	for i := range xs {
		xs[i] = f(xs[i])
	}
}

// One of two does not cross.
var fallback = func(x int) int { return x & 3 }

func init() { fallback = func(x int) int { return int(C.classify(C.int(x))) } }

func either(xs []int) {
	for i, x := range xs {
		xs[i] = fallback(x)
	}
}

var _ = []any{scaleAll, newFilter, classes, mapAll, mapOr, step.each, last, either}
