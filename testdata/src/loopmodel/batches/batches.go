// Package batches has loops that cgoloop can move into C. They are measured
// as they are and as its fix leaves them: see cmd/batchbench.
package batches

/*
#include <math.h>
#include <stdint.h>

#cgo LDFLAGS: -lm

typedef struct { double x, y; } point;
typedef struct { uint32_t counts[256]; uint32_t last; } histogram;

static double diagonal(double w, double h) { return sqrt(w * w + h * h); }
static float clamp(float x) { return x < 0 ? 0 : x > 1 ? 1 : x; }
static uint32_t mix(uint32_t x) { x ^= x >> 16; x *= 0x7feb352d; return x ^ x >> 15; }
static int32_t cost_of(uint8_t c) { return c < 128 ? 1 : 3; }
static double weight(double a, double b) { return a * b / (1 + a); }
static void count(histogram *h, uint8_t c) { h->counts[c]++; h->last = c; }
static int check(histogram *h, int32_t x) { h->last = x; return x < 0 ? 22 : 0; }
static void turn(point *p, double sin, double cos) {
	double x = p->x * cos - p->y * sin;
	p->y = p->x * sin + p->y * cos;
	p->x = x;
}
static double window(int i, int n) { return 1 - fabs((2.0 * i - n) / n); }
*/
import "C"

import "fmt"

func sumFloats(xs []float64) (sum float64) {
	for _, x := range xs {
		sum += float64(C.diagonal(C.double(x), 1)) // want "C.diagonal crosses"
	}
	return sum
}

func sumIntegers(text []byte) (sum int) {
	for _, c := range text {
		sum += int(C.cost_of(C.uint8_t(c))) // want "C.cost_of crosses"
	}
	return sum
}

func store(dst, src []float32) {
	for i, x := range src {
		dst[i] = float32(C.clamp(C.float(x))) // want "C.clamp crosses"
	}
}

func appendAll(xs []uint32) []uint32 {
	ys := make([]uint32, 0, len(xs))
	for _, x := range xs {
		ys = append(ys, uint32(C.mix(C.uint32_t(x)))) // want "C.mix crosses"
	}
	return ys
}

func twoSlices(xs, ys []float64) (sum float64) {
	for i := range xs {
		sum += float64(C.weight(C.double(xs[i]), C.double(ys[i]))) // want "C.weight crosses"
	}
	return sum
}

func callEach(h *C.histogram, text []byte) {
	for _, c := range text {
		C.count(h, C.uint8_t(c)) // want "C.count crosses"
	}
}

func untilError(h *C.histogram, xs []int32) error {
	for i, x := range xs {
		if rc := C.check(h, C.int32_t(x)); rc != 0 { // want "C.check crosses"
			return fmt.Errorf("element %d (%d): error %d", i, x, int(rc))
		}
	}
	return nil
}

func inPlace(points []C.point, sin, cos float64) {
	for i := range points {
		C.turn(&points[i], C.double(sin), C.double(cos)) // want "C.turn crosses"
	}
}

func byIndex(ys []float64, n int) {
	for i := range ys {
		ys[i] = float64(C.window(C.int(i), C.int(n))) // want "C.window crosses"
	}
}

func newHistogram() *C.histogram { return new(C.histogram) }

func newPoints(n int) []C.point { return make([]C.point, n) }
