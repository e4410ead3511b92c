// Package negative has directives that are as they should be, and comments
// that are none.
package negative

/*
static const char *s = "//cgolint:ignore cgoloop";
static void put(int x) { (void)x; } // cgolint:ignore cgoloop in C a space may be there
*/
import "C"

// To ignore a finding write //cgolint:ignore and a reason.

//cgolint:contract put 1 not retained

// put says how it is done: //cgolint:ignore cgoloop
func put(xs []int) string {
	//cgolint:ignore cgoloop,cgoretain they are few
	for _, x := range xs {
		C.put(C.int(x)) //nolint:errcheck
	}
	//lint:ignore SA4006
	C.put(1) //nolint
	return "//cgolint:ignore"
}
