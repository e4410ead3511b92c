// Package good has the samples of the page of cgosize that are right.
package good

/*
static int sum(int *xs, int n) {
	int s = 0;
	for (int i = 0; i < n; i++) s += xs[i];
	return s;
}
*/
import "C"

func Sum(xs []int32) int {
	return int(C.sum((*C.int)(&xs[0]), C.int(len(xs))))
}
