// Package header passes slices and strings for their elements.
package header

/*
#include <stddef.h>

typedef struct { char field[80]; unsigned long long value; } stat;
typedef struct { void *data; long long n, max; } slice;
int stats(stat *s, int *n);
int fill(char *buf, int n);
int each(slice *s);
*/
import "C"

import "unsafe"

// Stats gives C the slice itself.
func Stats(n int) []C.stat {
	count := C.int(n)
	all := make([]C.stat, n)
	C.stats((*C.stat)(unsafe.Pointer(&all)), &count) // want `^&all points to the slice itself, its address and length, and is converted to a pointer to C.stat: C takes these for the elements, and overwrites them; unsafe.SliceData leads to the elements$`
	return all
}

// Fill does so with bytes, and Text with a string.
func Fill(n int) []byte {
	buf := make([]byte, n)
	C.fill((*C.char)(unsafe.Pointer(&buf)), C.int(n)) // want `^&buf points to the slice itself, its address and length, and is converted to a pointer to C.char`
	return buf
}

func Text(s string) {
	C.fill((*C.char)(unsafe.Pointer(&s)), C.int(len(s))) // want `^&s points to the string itself, its address and length, and is converted to a pointer to C.char: .*; unsafe.StringData leads to the bytes$`
}

// Right leads to the elements.
func Right(n int) []C.stat {
	count := C.int(n)
	all := make([]C.stat, n+1)
	C.stats((*C.stat)(unsafe.Pointer(&all[0])), &count)
	return all
}

// Described has a struct of C's that describes a slice.
func Described(b []byte) {
	C.each((*C.slice)(unsafe.Pointer(&b)))
}
