// Package shapes has slices over C memory where a name means something else.
package shapes

// static int *numbers(int *n) { static int i[3]; *n = 3; return i; }
import "C"

import us "unsafe"

func Named() []C.int {
	var n C.int
	p := C.numbers(&n)
	return (*[1 << 26]C.int)(us.Pointer(p))[:n:n] // want `the array of 1 << 26 elements does not exist`
}

func Shadowed(us us.Pointer) []C.int {
	return (*[1 << 26]C.int)(us)[:2:2] // want `the array of 1 << 26 elements does not exist`
}

func count() C.int { return 3 }

// The length is asked for once then.
func Called() []C.int {
	var n C.int
	p := C.numbers(&n)
	return (*[1 << 26]C.int)(us.Pointer(p))[:count():count()] // want `the array of 1 << 26 elements does not exist`
}
