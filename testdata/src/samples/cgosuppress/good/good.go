// Package good has the samples of the page of cgosuppress that are right.
package good

/*
static void put(int x) { }
static void write_page(int p) { }
*/
import "C"

func Put(xs []C.int) {
	for _, x := range xs {
		//cgolint:ignore cgoloop there are never more than two
		C.put(x)
	}
}

func Write(pages []C.int) {
	//cgolint:ignore cgoloop the device takes a millisecond for each
	for _, p := range pages {
		C.write_page(p)
	}
}
