// Package negative makes slices over C memory as they should be made.
package negative

/*
typedef struct { int id; double weight; } entry;
static entry table[2048];
static entry *entries(int *n) { *n = 2048; return table; }
*/
import "C"

import "unsafe"

func Entries() []C.entry {
	var n C.int
	p := C.entries(&n)
	return unsafe.Slice(p, n)
}

// The array is there.
func Table() []C.entry {
	var n C.int
	return (*[2048]C.entry)(unsafe.Pointer(C.entries(&n)))[:2048:2048]
}

func All() []C.entry {
	var n C.int
	return (*[2048]C.entry)(unsafe.Pointer(C.entries(&n)))[:]
}

// A small array is mostly the one of C.
func Few(n int) []C.entry {
	var m C.int
	return (*[16]C.entry)(unsafe.Pointer(C.entries(&m)))[:n]
}
