// Package bad has the samples of the page of cgoloop that are reported.
package bad

/*
static double scale(double x) { return 2 * x; }

typedef struct { double *data; int n; } vec;
static double vec_get(vec *v, int i) { return v->data[i]; }
*/
import "C"

func Scale(ys, xs []float64) {
	for i, x := range xs {
		ys[i] = float64(C.scale(C.double(x))) // crosses len(xs) times
	}
}

func Sum(v *C.vec, samples []float64) (sum float64) {
	n := len(samples)
	for i := 0; i < n; i++ {
		sum += float64(C.vec_get(v, C.int(i))) // return v->data[i];
	}
	return sum
}
