// Package bad has the samples of the page of cgosuppress that are reported.
package bad

/*
static void put(int x) { }
*/
import "C"

func Put(xs []C.int) {
	for _, x := range xs {
		// cgolint:ignore cgolop short
		C.put(x)
	}
}
