// Package bad has the samples of the page of cgoloop that are reported.
package bad

/*
#include <stdlib.h>

static double scale(double x) { return 2 * x; }

typedef struct { double *data; int n; } vec;
static double vec_get(vec *v, int i) { return v->data[i]; }

static int hash(const char *s) {
	int h = 0;
	while (*s)
		h = 31 * h + *s++;
	return h;
}
*/
import "C"

import "unsafe"

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

func Hash(rows [][]string) (sum int) {
	for _, names := range rows {
		for _, name := range names {
			s := C.CString(name)
			sum += int(C.hash(s))
			C.free(unsafe.Pointer(s))
		}
	}
	return sum
}
