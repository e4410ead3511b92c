// Package limits has what the check does not see.
package limits

/*
#include <stddef.h>
static int sum(const int *p, int n) { int s = 0; while (n-- > 0) s += *p++; return s; }
static void count(unsigned *n) { *n = 7; }
static int both(const int *p, int n, int m) { return n > 0 ? *p * m : m; }
*/
import "C"

import "unsafe"

// The pointer is kept in a field between the conversions.
type list struct{ p unsafe.Pointer }

func Sum(xs []int) int {
	l := list{unsafe.Pointer(&xs[0])}
	return int(C.sum((*C.int)(l.p), C.int(len(xs))))
}

// The product has nothing to do with the elements.
func Both(xs []int, w, h int) int {
	return int(C.both((*C.int)(unsafe.Pointer(&xs[0])), C.int(len(xs)), C.int(w*h)))
}

// The number is right where the low bytes come first, as nearly everywhere.
func Count() uint {
	var n uint
	C.count((*C.uint)(unsafe.Pointer(&n))) // want "low: &n points to uint of 8 bytes"
	return n
}

// It is not, where something was in it.
func CountOn(n uint) uint {
	C.count((*C.uint)(unsafe.Pointer(&n))) // want "&n points to uint of 8 bytes"
	return n
}
