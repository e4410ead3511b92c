// Package basic has directives that ignore nothing.
package basic

/*
#include "basic.h"

static void put(int x) { (void)x; } //cgolint:ignore cgoloop // want "this directive gives no reason, so it ignores nothing"
// cgolint:ignore cgolop it is small  // want "there is no check \"cgolop\", so this directive ignores nothing by that name; cgoloop is near"
static void get(void) {}
*/
import "C"

//cgolint:file-ignore // want "this directive names no check, so it ignores nothing"

func f(xs []int) {
	// cgolint:ignore cgoloop they are few // want "this comment ignores nothing: a directive has no space before cgolint:ignore"
	for _, x := range xs {
		C.put(C.int(x))
	}
	//cgolint:ignore cgoloop // want "this directive gives no reason, so it ignores nothing"
	C.get()
	C.get() //cgolint:ignore cgoretain,cgolop it is known // want "there is no check \"cgolop\", so this directive ignores nothing by that name; cgoloop is near"
	C.get() //cgolint:ignore everything it is known // want "there is no check \"everything\", so this directive ignores nothing by that name"
	// want +1 "this directive gives no reason, so it ignores nothing"
	C.get() //nolint:cgolint,errcheck
	//lint:ignore cgoloop // want "this directive gives no reason, so it ignores nothing"
	C.get()
}
