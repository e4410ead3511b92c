// Package good has the samples of the page of cgocallback that are right.
package good

/*
void goAddAll(double *xs, int n);

static inline void each(double *xs, int n) {
	goAddAll(xs, n);
}
*/
import "C"

import (
	"unsafe"
)

var sum float64

//export goAddAll
func goAddAll(xs *C.double, n C.int) {
	for _, x := range unsafe.Slice(xs, n) {
		sum += float64(x)
	}
}

func Sum(xs []C.double) float64 {
	C.each(unsafe.SliceData(xs), C.int(len(xs)))
	return sum
}
