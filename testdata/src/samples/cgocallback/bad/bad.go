// Package bad has the samples of the page of cgocallback that are reported.
package bad

/*
void goAdd(double x);

static inline void each(const double *xs, int n) {
	for (int i = 0; i < n; i++)
		goAdd(xs[i]);
}
*/
import "C"

var sum float64

//export goAdd
func goAdd(x C.double) { sum += float64(x) }

func Sum(xs []C.double) float64 {
	if len(xs) > 0 {
		C.each(&xs[0], C.int(len(xs)))
	}
	return sum
}
