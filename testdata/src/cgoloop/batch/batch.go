// Package batch has loops that can be one call.
package batch

/*
#include <stddef.h>
#include <stdint.h>
#include <stdbool.h>

#define OK 0

typedef struct { double x, y; } point;
typedef struct counter { int32_t total; int32_t calls; } counter;

static double scale(double x) { return 2 * x; }
static double scale_by(double factor, double x) { return factor * x; }
static float half(float x) { return x / 2; }
static int32_t negate(int32_t x) { return -x; }
static int weigh(unsigned char c) { return c * 3 - 100; }
static bool odd(uint32_t x) { return x & 1; }
static void count(counter *c, int32_t x) { c->total += x; c->calls++; }
static int check(counter *c, int32_t x) { c->calls++; return x < 0 ? 7 : 0; }
static bool valid(int32_t x) { return x >= 0; }
static double norm(point p) { return p.x * p.x + p.y * p.y; }
static void mirror(point *p) { p->x = -p->x; }
static void place(counter *c, int at, int32_t x) { c->total += at * x; }
*/
import "C"

import "fmt"

func scaleAll(xs []float64) []float64 {
	ys := make([]float64, len(xs))
	for i, x := range xs {
		// Each is scaled alone.
		ys[i] = float64(C.scale(C.double(x))) // want `C.scale crosses into C once per element of xs`
	}
	return ys
}

func scaleInto(ys, xs []float64) {
	for i := range xs {
		ys[i] = float64(C.scale_by(1.5, C.double(xs[i]))) // want `C.scale_by crosses`
	}
}

func negateInPlace(xs []C.int32_t) {
	for i := 0; i < len(xs); i++ {
		xs[i] = C.negate(xs[i]) // want `C.negate crosses`
	}
}

func sumScaled(start float64, xs []float64) float64 {
	for _, x := range xs {
		start += float64(C.scale(C.double(x))) // want `C.scale crosses`
	}
	return start
}

func subtractHalves(xs []float32) (left C.float) {
	for _, x := range xs {
		left -= C.half(C.float(x)) // want `C.half crosses`
	}
	return left
}

func weighAll(text []byte) (total int) {
	for _, c := range text {
		total += int(C.weigh(C.uchar(c))) // want `C.weigh crosses`
	}
	return total
}

func difference(xs []int32) (total int64) {
	for _, x := range xs {
		total -= int64(C.negate(C.int32_t(x))) // want `C.negate crosses`
	}
	return total
}

func product(xs []int32) uint32 {
	total := uint32(1)
	for _, x := range xs {
		total *= uint32(C.negate(C.int32_t(x))) // want `C.negate crosses`
	}
	return total
}

func oddOnes(xs []uint32) []bool {
	var ys []bool
	for _, x := range xs {
		ys = append(ys, bool(C.odd(C.uint32_t(x)))) // want `C.odd crosses`
	}
	return ys
}

type table struct {
	counter *C.counter
	values  []int32
}

func (t *table) countAll() {
	for _, x := range t.values {
		C.count(t.counter, C.int32_t(x)) // want `C.count crosses`
	}
}

// The counter may be missing where there is nothing to count.
func countWith(t *table, xs []int32) {
	for _, x := range xs {
		C.count(t.counter, C.int32_t(x)) // want `C.count crosses`
	}
}

func (t *table) placeAll() {
	for i, x := range t.values {
		C.place(t.counter, C.int(i+1), C.int32_t(x)) // want `C.place crosses`
	}
}

func (t *table) checkAll() error {
	for _, x := range t.values {
		if rc := C.check(t.counter, C.int32_t(x)); rc != C.OK { // want `C.check crosses`
			return fmt.Errorf("check: %d", int(rc))
		}
	}
	return nil
}

func (t *table) checkEach() error {
	for i, x := range t.values {
		rc := int(C.check(t.counter, C.int32_t(x))) // want `C.check crosses`
		if rc != 0 {
			// The first is reported.
			return fmt.Errorf("check: value %d at %d: %d", x, i, rc)
		}
	}
	return nil
}

func allValid(xs []int32) bool {
	for _, x := range xs {
		if !C.valid(C.int32_t(x)) { // want `C.valid crosses`
			return false
		}
	}
	return true
}

func norms(points []C.point) (sum float64) {
	for _, p := range points {
		sum += float64(C.norm(p)) // want `C.norm crosses`
	}
	return sum
}

func mirrorAll(points []C.point) {
	for i := range points {
		C.mirror(&points[i]) // want `C.mirror crosses`
	}
}

func fixed(xs *[16]int32, ys *[16]float64) {
	for i, x := range xs {
		ys[i] = float64(C.negate(C.int32_t(x))) // want `C.negate crosses`
	}
}

func dot(xs, ys []float64) (sum float64) {
	for i := range xs {
		sum += float64(C.scale_by(C.double(xs[i]), C.double(ys[i]))) // want `C.scale_by crosses`
	}
	return sum
}

func (t *table) fill(bins []int32) {
	for i := range bins {
		bins[i] = int32(C.weigh(C.uchar(i))) // want `C.weigh crosses`
	}
}

func weights(n int) []int32 {
	ys := []int32{}
	for i := 0; i < n; i++ {
		ys = append(ys, int32(C.weigh(C.uchar(i)))) // want `C.weigh crosses`
	}
	return ys
}

func (t *table) placeOnes(n int) {
	for i := range n {
		C.place(t.counter, C.int(i-1), 1) // want `C.place crosses`
	}
}

func named(n C.int) []float64 {
	ys := make([]float64, n)
	for i := 0; i < int(n); i++ {
		w := C.weigh(C.uchar(i)) // want `C.weigh crosses`
		ys[i] = float64(w)
	}
	return ys
}

func namedSum(xs []int32) (sum int64) {
	for _, x := range xs {
		y := C.negate(C.int32_t(x)) // want `C.negate crosses`
		sum += int64(y)
	}
	return sum
}

func namedOf(n int) []float64 { return named(C.int(n)) }

func newTable(values []int32) *table { return &table{new(C.counter), values} }
func (t *table) total() int32        { return int32(t.counter.total) }
func (t *table) calls() int32        { return int32(t.counter.calls) }
func newPoints() []C.point           { return []C.point{{3, 4}, {1, 1}} }
func first(points []C.point) int     { return int(points[0].x) }
func newInts() []C.int32_t           { return []C.int32_t{1, -2} }
