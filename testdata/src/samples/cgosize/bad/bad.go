// Package bad has the samples of the page of cgosize that are reported.
package bad

/*
static int sum(int *xs, int n) {
	int s = 0;
	for (int i = 0; i < n; i++) s += xs[i];
	return s;
}
*/
import "C"

import (
	"unsafe"
)

func Sum(xs []int) int {
	return int(C.sum((*C.int)(unsafe.Pointer(&xs[0])), C.int(len(xs)))) // adds up halves
}
