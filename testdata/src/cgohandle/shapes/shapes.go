// Package shapes has handles in places where not every statement can be added.
package shapes

// #include <stdint.h>
// static int probe(uintptr_t h) { return h != 0; }
import "C"

import "runtime/cgo"

func Commented(v any) {
	h := cgo.NewHandle(v) // v stays reachable // want `the handle that cgo.NewHandle returns is never deleted`
	C.probe(C.uintptr_t(h))
}

func Line(v any) { h := cgo.NewHandle(v); C.probe(C.uintptr_t(h)) } // want `the handle that cgo.NewHandle returns is never deleted`

// A goto makes a loop, in which deferred calls pile up.
func Again(v any) {
	n := 0
again:
	h := cgo.NewHandle(v) // want `the handle that cgo.NewHandle returns is never deleted|is not deleted before the next iteration`
	n += int(C.probe(C.uintptr_t(h)))
	if n < 3 {
		goto again
	}
}
