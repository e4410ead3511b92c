// Package limits has what the check does not see.
package limits

/*
#include <stddef.h>
static unsigned sum(const unsigned char *p, size_t n) { unsigned s = 0; while (n--) s += *p++; return s; }
*/
import "C"

import "strings"

var table = make(map[string][]byte)

// What a map holds is not known.
func FromMap(name string) uint32 {
	b := table[name]
	return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(len(b))))
}

// Nor is what most functions of other packages return.
func Split(s string) uint32 {
	b := []byte(strings.Split(s, ",")[0])
	return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(len(b))))
}

// That a part ends where the slice does is not seen.
func Chunks(b []byte) (n uint32) {
	for i := 0; i <= len(b); i += 64 {
		part := b[i:min(i+64, len(b))]
		n += uint32(C.sum((*C.uchar)(&part[0]), C.size_t(len(part))))
	}
	return n
}

func look(b []byte) {
	if len(b) > 3 {
		println(b[3])
	}
}

// A function that compares the length counts as a guard, whatever it does.
func Looked(b []byte) uint32 {
	look(b)
	return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(len(b))))
}

func each(f func([]byte) uint32) uint32 { return f(nil) }

// Nor is it known what a literal is called with.
func Literal() uint32 {
	return each(func(b []byte) uint32 { return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(len(b)))) })
}
