// Package basic hands C memory whose elements have other sizes there.
package basic

/*
#include <stddef.h>
#include <stdbool.h>
typedef enum { RED, GREEN, BLUE } color;
struct point { int x, y; double weight; };
static int sum(const int *p, int n) { int s = 0; while (n-- > 0) s += *p++; return s; }
static void count(int *n) { *n = 3; }
static void pick(color *c) { *c = BLUE; }
static float mean(const float *p, int n) { return n > 0 ? *p : 0; }
static int near(const struct point *p) { return p->x == p->y; }
static int nearest(const struct point *p, int n) { return n > 0 ? p->x : 0; }
static const int *table(void) { static int t[4]; return t; }
static void total(long *n) { *n = 1; }
*/
import "C"

import "unsafe"

func Sum(xs []int) int {
	return int(C.sum((*C.int)(unsafe.Pointer(&xs[0])), C.int(len(xs)))) // want `^&xs\[0\] points to int of 8 bytes, and is converted to a pointer to C.int, of 4: each element is taken for several$`
}

func SumData(xs []int) int {
	return int(C.sum((*C.int)(unsafe.Pointer(unsafe.SliceData(xs))), C.int(len(xs)))) // want `each element is taken for several`
}

func Count() int {
	var n int
	C.count((*C.int)(unsafe.Pointer(&n))) // want `&n points to int of 8 bytes, and is converted to a pointer to C.int, of 4: only a part of it is read or written`
	return n
}

func Flag() bool {
	var on bool
	C.count((*C.int)(unsafe.Pointer(&on))) // want `&on points to bool of 1 bytes, and is converted to a pointer to C.int, of 4: the memory behind it is read or overwritten`
	return on
}

// Color mirrors color, but has 8 bytes.
type Color int

func Pick() Color {
	var c Color
	C.pick((*C.color)(unsafe.Pointer(&c))) // want `&c points to basic.Color of 8 bytes, and is converted to a pointer to C.color, of 4`
	return c
}

func Mean(xs []float64) float32 {
	return float32(C.mean((*C.float)(unsafe.Pointer(&xs[0])), C.int(len(xs)))) // want `&xs\[0\] points to float64 of 8 bytes`
}

func Table() []int {
	return unsafe.Slice((*int)(unsafe.Pointer(C.table())), 4) // want `C.table\(\) points to C.int of 4 bytes, and is converted to a pointer to int, of 8: the memory behind it is read or overwritten`
}

func Total() int32 {
	var n int32
	C.total((*C.long)(unsafe.Pointer(&n))) // want `&n points to int32 of 4 bytes, and is converted to a pointer to C.long, of 8: the memory behind it`
	return n
}

// Point mirrors struct point, with wider coordinates.
type Point struct {
	X, Y   int
	Weight float64
}

func Near(p *Point) bool {
	return C.near((*C.struct_point)(unsafe.Pointer(p))) != 0 // want `X is at byte 0 with 8 bytes in basic.Point, and at byte 0 with 4 in C.struct_point: the conversion mixes up the fields`
}

// Short lacks the last field.
type Short struct{ X, Y int32 }

func NearShort(p *Short) bool {
	return C.near((*C.struct_point)(unsafe.Pointer(p))) != 0 // want `basic.Short has 8 bytes and C.struct_point has 16: the memory behind it is read or overwritten`
}

// Long has one more.
type Long struct {
	X, Y   int32
	Weight float64
	name   [8]byte
}

func Nearest(ps []Long) int {
	return int(C.nearest((*C.struct_point)(unsafe.Pointer(&ps[0])), C.int(len(ps)))) // want `basic.Long has 24 bytes and C.struct_point has 16: all elements but the first are misplaced`
}

// The pointer is kept in a variable between the conversions.
func CountByVariable() int {
	var n int
	p := unsafe.Pointer(&n)
	C.count((*C.int)(p)) // want `^&n points to int of 8 bytes, and is converted to a pointer to C.int, of 4`
	return n
}

// The variable points to different things.
func Either(long bool) int {
	var n int64
	var m C.int
	p := unsafe.Pointer(&n)
	if !long {
		p = unsafe.Pointer(&m)
	}
	C.count((*C.int)(p))
	return int(m)
}
