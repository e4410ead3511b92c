// Package unused has directives in places where nothing is found. It is
// analysed as if the check cgoloop had run, and found nothing.
package unused

// static void put(int x) { (void)x; }
import "C"

func put() {
	C.put(1) //cgolint:ignore cgoloop it is known // want "this directive ignores nothing here: cgoloop is unused"
	C.put(2) //cgolint:ignore cgoretain,cgoloop it is known // want "this directive ignores nothing here: cgoloop is unused"
	C.put(3) //cgolint:ignore cgoretain that check has not run
	C.put(4) //cgolint:ignore all not all checks have run
	C.put(5) //cgolint:ignore cgosuppress this very check

	//lint:ignore cgoloop,SA4006 it is known // want "this directive ignores nothing here: cgoloop is unused"
	C.put(6)
	C.put(7) //nolint:cgoloop // it is known // want "this directive ignores nothing here: cgoloop is unused"
	C.put(8) //nolint:errcheck // of others
}
