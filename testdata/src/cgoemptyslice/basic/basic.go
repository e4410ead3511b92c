// Package basic gives C the address of the first element of slices that may
// be empty.
package basic

/*
#include <stddef.h>
struct span { const unsigned char *data; size_t len; };
static unsigned sum(const unsigned char *p, size_t n) { unsigned s = 0; while (n--) s += *p++; return s; }
static unsigned sum_span(struct span s) { return sum(s.data, s.len); }
static unsigned first(const unsigned char *p) { return *p; }
static size_t count(int kind) { return kind > 2 ? 0 : 3; }
static void list(int kind, int *ids, size_t n) { while (n--) *ids++ = kind; }
static int entries(const int *p, size_t n) { return n > 0 ? *p : 0; }
*/
import "C"

import (
	"bytes"
	"os"
	"unsafe"
)

func Sum(b []byte) uint32 {
	return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(len(b)))) // want `^&b\[0\] for C.sum panics when Sum is called with an empty b$`
}

func SumString(s string) uint32 {
	b := []byte(s)
	p := unsafe.Pointer(&b[0]) // want `&b\[0\] for C.sum panics when SumString is called with an empty s`
	return uint32(C.sum((*C.uchar)(p), C.size_t(len(b))))
}

// A test for nil is no guard: an empty slice need not be nil.
func SumNotNil(b []byte) uint32 {
	if b == nil {
		return 0
	}
	return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(len(b)))) // want `SumNotNil is called with an empty b`
}

func SumStruct(b []byte) uint32 {
	s := C.struct_span{
		data: (*C.uchar)(&b[0]), // want `&b\[0\] for C.struct_span panics`
		len:  C.size_t(len(b)),
	}
	return uint32(C.sum_span(s))
}

func SumField(b []byte) uint32 {
	var s C.struct_span
	s.data = (*C.uchar)(unsafe.Pointer(&b[0])) // want `SumField is called with an empty b`
	s.len = C.size_t(len(b))
	return uint32(C.sum_span(s))
}

// C reads the first byte whatever the length is.
func First(b []byte) uint32 {
	return uint32(C.first((*C.uchar)(&b[0]))) // want `low: .*First is called with an empty b`
}

func pointer(b []byte) *C.uchar {
	return (*C.uchar)(unsafe.Pointer(&b[0])) // want `SumHelper is called with an empty b`
}

func SumHelper(b []byte) uint32 { return uint32(C.sum(pointer(b), C.size_t(len(b)))) }

func sum(b []byte) uint32 {
	return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(len(b)))) // want `&b\[0\] for C.sum panics when SumFile is called with an empty name|there is nothing to read: b is then empty`
}

func SumFile(name string) (uint32, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return 0, err
	}
	return sum(data), nil
}

func List(kind int) []C.int {
	n := C.count(C.int(kind))
	ids := make([]C.int, n)
	C.list(C.int(kind), &ids[0], n) // want `&ids\[0\] for C.list panics when C.count gives a count of 0: ids is then empty`
	return ids
}

func Fill(kind, n int) []C.int {
	ids := make([]C.int, n)
	C.list(C.int(kind), &ids[0], C.size_t(n)) // want `low: .*Fill is called with 0 for n`
	return ids
}

// A Table is for other packages to fill.
type Table struct {
	Entries []int32
	name    string
}

func (t *Table) Send() int {
	return int(C.entries((*C.int)(&t.Entries[0]), C.size_t(len(t.Entries)))) // want `&t.Entries\[0\] for C.entries panics when Entries is empty, as another package may leave it`
}

func Send(values []int) int {
	var all []C.int
	for _, v := range values {
		all = append(all, C.int(v))
	}
	return int(C.entries(&all[0], C.size_t(len(all)))) // want `&all\[0\] for C.entries panics when Send is called with an empty values`
}

func Convert(values []int) int {
	all := make([]C.int, len(values))
	for i, v := range values {
		all[i] = C.int(v)
	}
	return int(C.entries(&all[0], C.size_t(len(all)))) // want `Convert is called with an empty values`
}

// The closure runs whatever the length is.
func Later(b []byte) func() uint32 {
	return func() uint32 {
		return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(len(b)))) // want `Later is called with an empty b`
	}
}

// The guard is of the other slice.
func Two(a, b []byte) uint32 {
	if len(a) == 0 {
		return 0
	}
	return uint32(C.sum((*C.uchar)(&a[0]), C.size_t(len(a))) + C.sum((*C.uchar)(&b[0]), C.size_t(len(b)))) // want `Two is called with an empty b`
}

// Of the same length, and both may be empty.
func Dot(a, b []byte) uint32 {
	if len(a) != len(b) {
		panic("a and b differ in length")
	}
	return uint32(C.sum((*C.uchar)(&b[0]), C.size_t(len(a)))) // want `Dot is called with an empty b`
}

// Both are made as long as values is: the first panics, and both are fixed.
func Pairs(values []int) int {
	xs := make([]C.int, len(values))
	ys := make([]C.int, len(values))
	x := &xs[0] // want `&xs\[0\] for C.entries panics when Pairs is called with an empty values`
	y := &ys[0]
	return int(C.entries(x, C.size_t(len(xs))) + C.entries(y, C.size_t(len(ys))))
}

// What was written to the buffer is taken out again.
func Lines(lines []string) (n uint32) {
	var buf bytes.Buffer
	for _, line := range lines {
		buf.WriteByte(' ')
		buf.Reset()
		buf.WriteString(line)
		b := buf.Bytes()
		n += uint32(C.sum((*C.uchar)(unsafe.Pointer(&b[0])), C.size_t(len(b)))) // want `there is nothing to read: b is then empty`
	}
	return n
}
