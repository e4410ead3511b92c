// Package sites has functions that cross into C always, sometimes and never.
package sites

/*
#include <stdlib.h>

#define NOW (now())

static int now(void) { return 1; }
static int put(int x) { return x; }
*/
import "C"

import "errors"

type handle struct{ p *C.char }

// always crosses on every path.
func always(x int) C.int {
	if x > 0 {
		return C.put(1) // want "C.put"
	}
	return C.put(C.int(x)) // want "C.put"
}

// onError returns an error before it crosses; that is not its usual run.
func onError(x int) (C.int, error) {
	if x < 0 {
		return 0, errors.New("negative")
	}
	return C.put(C.int(x)), nil // want "C.put"
}

// guarded has nothing to do for nil and for nothing.
func (h *handle) guarded(xs []int) {
	if h == nil || len(xs) == 0 {
		return
	}
	C.put(C.int(xs[0])) // want "C.put"
}

// sometimes crosses on one path only.
func sometimes(x int) {
	if x > 0 {
		C.put(C.int(x)) // want "C.put"
	}
}

// onFailure crosses when there is an error to explain.
func onFailure(err error) {
	if err == nil {
		return
	}
	C.put(1) // want "C.put"
}

// never copies C memory without leaving Go.
func never(p *C.char) string { return C.GoString(p) }

func callers(h *handle) {
	always(1)      // want "C.put by always"
	onError(1)     // want "C.put by onError"
	h.guarded(nil) // want "C.put by guarded"
	sometimes(1)
	onFailure(nil)
	never(nil)
	indirect() // want "C.put by indirect, always"
}

func indirect() {
	always(2) // want "C.put by always"
}

func recursive(n int) {
	if n > 0 {
		recursive(n - 1) // want "C.put by recursive"
	}
	C.put(C.int(n)) // want "C.put"
}

func mutual1(n int) {
	if n > 0 {
		mutual2(n - 1)
	}
}

func mutual2(n int) { mutual1(n - 1) }

func literals() {
	put := func(x int) { C.put(C.int(x)) } // want "C.put"
	put(1)                                 // want "C.put by put"
	func() {                               // want "C.put$"
		C.put(2) // want "C.put"
	}()
	changed := put
	changed = func(int) {}
	changed(3)
}

func macro() C.int {
	return C.NOW // want "C.NOW"
}

func later() {
	defer C.put(1)
	go always(1)
}

var atStart = C.put(1)
