package preambles

// #cgo noescape first
// int marker_first(void); // want -1 "#cgo noescape"
//
// static int first(int *p) { return *p; } // want "function first"
import "C"

func f() C.int {
	n := C.int(1)
	return C.first(&n) + g()
}
