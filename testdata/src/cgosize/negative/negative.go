// Package negative converts pointers between types that fit, or that somebody
// chose.
package negative

/*
#include <stddef.h>
#include <stdint.h>
struct point { int x, y; double weight; };
struct request { int kind; void *data; };
struct header { unsigned char bytes[16]; };
static int sum(const int *p, int n) { int s = 0; while (n-- > 0) s += *p++; return s; }
static int sum_bytes(const char *p, size_t n) { return n > 0 ? *p : 0; }
static void count(int *n) { *n = 3; }
static void size(size_t *n) { *n = 3; }
static float mean(const float *p, int n) { return n > 0 ? *p : 0; }
static int near(const struct point *p) { return p->x == p->y; }
static int request(const struct request *r) { return r->kind; }
static int look(const struct header *h) { return h->bytes[0]; }
static void words(uint32_t *p, int n) { while (n-- > 0) *p++ = 0; }
*/
import "C"

import "unsafe"

func Sum(xs []int32) int {
	return int(C.sum((*C.int)(unsafe.Pointer(&xs[0])), C.int(len(xs))))
}

func Size() uint {
	var n uint
	C.size((*C.size_t)(unsafe.Pointer(&n)))
	return n
}

// Bytes stand for anything.
func Bytes(xs []int) int {
	return int(C.sum_bytes((*C.char)(unsafe.Pointer(&xs[0])), C.size_t(len(xs)*8)))
}

func FromBytes(b []byte) int {
	return int(C.sum((*C.int)(unsafe.Pointer(&b[0])), C.int(len(b)/4)))
}

// The number of elements is counted in C's.
func Halves(xs []int) int {
	return int(C.sum((*C.int)(unsafe.Pointer(&xs[0])), C.int(len(xs)*2)))
}

func Sizeof(xs []int) int {
	return int(C.sum((*C.int)(unsafe.Pointer(&xs[0])), C.int(uintptr(len(xs))*unsafe.Sizeof(xs[0])/C.sizeof_int)))
}

type vector struct{ x, y, z float32 }

// The elements of an array are what counts.
func Mean(v *[3]float32, w *vector) float32 {
	return float32(C.mean((*C.float)(unsafe.Pointer(v)), 3) + C.mean((*C.float)(unsafe.Pointer(w)), 3))
}

// Both types have their sizes in their names.
func Words(v *uint64) { C.words((*C.uint32_t)(unsafe.Pointer(v)), 2) }

// Point mirrors struct point.
type Point struct {
	X, Y   int32
	Weight float64
}

func Near(p *Point) bool { return C.near((*C.struct_point)(unsafe.Pointer(p))) != 0 }

// Named has a struct point at its start.
type Named struct {
	X, Y   int32
	Weight float64
	Name   string
}

func NearNamed(p *Named) bool { return C.near((*C.struct_point)(unsafe.Pointer(p))) != 0 }

// Frame is no mirror of the header.
type Frame struct{ kind, length uint16 }

func Look(f *Frame) int { return int(C.look((*C.struct_header)(unsafe.Pointer(f)))) }

func total(n *C.long) {}

// The package is not built for Windows.
func Total() int {
	var n int
	total((*C.long)(unsafe.Pointer(&n)))
	return n
}

// Request has a wider kind, in the place of padding.
type Request struct {
	Kind int
	Data unsafe.Pointer
}

func Ask(r *Request) int { return int(C.request((*C.struct_request)(unsafe.Pointer(r)))) }
