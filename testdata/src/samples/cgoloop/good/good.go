// Package good has the samples of the page of cgoloop that are right.
package good

/*
#include <stddef.h>

static double scale(double x) { return 2 * x; }
static void scale_all(double *ys, const double *xs, size_t n) {
	for (size_t i = 0; i < n; i++)
		ys[i] = scale(xs[i]);
}

typedef struct { double *data; int n; } vec;

static int hash(const char *s) {
	int h = 0;
	while (*s)
		h = 31 * h + *s++;
	return h;
}
*/
import "C"

import (
	"unsafe"
)

func Scale(ys, xs []float64) {
	C.scale_all((*C.double)(unsafe.SliceData(ys)), (*C.double)(unsafe.SliceData(xs)), C.size_t(len(xs)))
}

func Sum(v *C.vec, n int) (sum float64) {
	data := unsafe.Slice(v.data, max(0, n))
	for i := 0; i < n; i++ {
		sum += float64(data[i])
	}
	return sum
}

func Hash(names []string) (sum int) {
	var sBuffer []byte
	for _, name := range names {
		sBuffer = append(append(sBuffer[:0], name...), 0)
		s := (*C.char)(unsafe.Pointer(&sBuffer[0]))
		sum += int(C.hash(s))
	}
	return sum
}
