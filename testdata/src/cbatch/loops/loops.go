// Package loops has loops that do nothing but call C, and others.
package loops

/*
#include <stdint.h>

static double scale(double x) { return 2 * x; }
static int32_t weigh(int32_t x, int by) { return x * by; }
*/
import "C"

// Scale is one call of C afterwards.
func Scale(xs []float64) {
	for i := range xs { // want "^C.scale: moved$"
		xs[i] = float64(C.scale(C.double(xs[i])))
	}
}

// Sum adds up in C.
func Sum(xs []int32, by int32) (sum int64) {
	for _, x := range xs { // want "^C.weigh: moved$"
		sum += int64(C.weigh(C.int32_t(x), C.int(by)))
	}
	return sum
}

// Print does something else, too.
func Print(xs []float64) {
	for _, x := range xs { // want "^C.scale: left$"
		println(C.scale(C.double(x)))
	}
}

// Late stops early for a reason that C does not have.
func Late(xs []float64, stop chan bool) {
	for i := range xs { // want "^C.scale: left$"
		if <-stop {
			break
		}
		xs[i] = float64(C.scale(C.double(xs[i])))
	}
}
