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

// Nor is what a function of another package returns.
func Trimmed(s string) uint32 {
	b := []byte(strings.TrimSpace(s))
	return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(len(b))))
}

// The rest of a slice may be empty, but nothing says that it ever is.
func Rest(b []byte, skip int) uint32 {
	return uint32(C.sum((*C.uchar)(&b[skip:][0]), C.size_t(len(b)-skip)))
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
