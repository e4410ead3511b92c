// Package nobatch has loops that C cannot run as they are.
package nobatch

/*
#include <stdint.h>

typedef struct { void *p; } box;
typedef struct { int place; } cursor;

static int put(int x) { return x; }
static int32_t twice(int32_t x) { return 2 * x; }
static int32_t truncate(double x) { return (int32_t)x; }
static int unbox(box b) { return b.p != 0; }
static int each(void (*f)(int), int x) { return x; }
static int again(int x, int last) { return x + last; }
static int ask(int x);
static void forward(cursor *c, int by) { c->place += by; }
static uint32_t unsign(uint32_t x) { return x; }

extern int answer(int);
static int ask(int x) { return answer(x); }

typedef struct { int (*get)(int); } api;
static api *calls;
//cgolint:contract get_through - cost trivial
static int get_through(int x) { return calls->get(x); }
*/
import "C"

import "errors"

//export answer
func answer(x C.int) C.int { return x + 1 }

// C rounds otherwise what is too large.
func fractions(xs []float64, ys []int32) {
	for i, x := range xs {
		ys[i] = int32(C.twice(C.int32_t(x))) // want `C.twice crosses`
	}
}

// A value is lost on the way.
func narrowed(xs []int32) (sum int) {
	for _, x := range xs {
		sum += int(int8(C.twice(C.int32_t(x)))) // want `C.twice crosses`
	}
	return sum
}

// An element holds a pointer.
func boxes(xs []C.box) {
	for _, x := range xs {
		C.unbox(x) // want `C.unbox crosses`
	}
}

// The result of one call is given to the next.
func chained(xs []int32) (last C.int) {
	for _, x := range xs {
		last += C.again(C.int(x), last) // want `C.again crosses`
	}
	return last
}

// Something else happens in the loop.
func logged(xs []int32) (n int) {
	for _, x := range xs {
		C.twice(C.int32_t(x)) // want `C.twice crosses`
		n++
	}
	return n
}

// The variable is used after the iteration.
func escaping(xs []int32) (last *int32) {
	for _, x := range xs {
		last = &x
		C.twice(C.int32_t(x)) // want `C.twice crosses`
	}
	return last
}

// The errors are not in the result.
func withErrno(xs []int32) error {
	for _, x := range xs {
		if _, err := C.twice(C.int32_t(x)); err != nil { // want `C.twice crosses`
			return err
		}
	}
	return nil
}

// Go runs meanwhile.
func asking(xs []int32) {
	for _, x := range xs {
		C.ask(C.int(x)) // want `C.ask crosses`
	}
}

// Go may run meanwhile.
func throughPointer(xs []int32) {
	for _, x := range xs {
		C.get_through(C.int(x)) // want `C.get_through crosses`
	}
}

func labeled(xs []int32) {
loop:
	for _, x := range xs {
		if C.put(C.int(x)) != 0 { // want `C.put crosses`
			continue loop
		}
	}
}

// The loop goes on.
func counting(xs []int32) (n int) {
	for _, x := range xs {
		if C.put(C.int(x)) != 0 { // want `C.put crosses`
			n++
		}
	}
	return n
}

// All elements are looked at more than once.
func growing(xs []int32) []int32 {
	for _, x := range xs {
		xs = append(xs, int32(C.twice(C.int32_t(x)))) // want `C.twice crosses`
	}
	return xs
}

// ys may be a part of xs.
func filtered(xs []int32) []int32 {
	ys := xs[:0]
	for _, x := range xs {
		ys = append(ys, int32(C.twice(C.int32_t(x)))) // want `C.twice crosses`
	}
	return ys
}

// The element is not the first operand.
func computed(xs []int32) {
	for _, x := range xs {
		C.put(C.int(x + 1)) // want `C.put crosses`
	}
}

func backwards(xs []int32) {
	for i := len(xs) - 1; i >= 0; i-- {
		C.put(C.int(xs[i])) // want `C.put crosses`
	}
}

func every(xs []int32) error {
	for _, x := range xs {
		if rc := C.put(C.int(x)); rc >= 3 { // want `C.put crosses`
			return errors.New("three")
		}
	}
	return nil
}

// Each call has an argument of its own.
func own(all []int32, m map[int]int32) (sum int32) {
	for i := range all {
		k := m[i]
		sum += int32(C.again(C.int(all[i]), C.int(k))) // want `C.again crosses`
	}
	return sum
}

// The result is used twice.
func twiceUsed(xs []int32) (sum, last int32) {
	for _, x := range xs {
		y := int32(C.twice(C.int32_t(x))) // want `C.twice crosses`
		sum += y * y
	}
	return sum, last
}

// An unsigned result is never negative; in C it would become so.
func negative(xs []uint32) bool {
	for _, x := range xs {
		if rc := int64(C.unsign(C.uint32_t(x))); rc < -1 { // want `C.unsign crosses`
			return false
		}
	}
	return true
}

type Named struct {
	Name  string
	Value int32
}

// The structs hold pointers, which C may not have memory full of.
func named(xs []Named) {
	for _, x := range xs {
		C.put(C.int(x.Value)) // want `C.put crosses`
	}
}

type Pair struct{ A, B int32 }

// Go computes both before it stores one.
func swapped(xs []Pair) {
	for i := range xs {
		xs[i] = Pair{int32(C.twice(C.int32_t(xs[i].B))), int32(C.twice(C.int32_t(xs[i].A)))} // want `C.twice crosses`
	}
}

// The second value is what the element was before the first was stored.
func before(xs []Pair) {
	for i, x := range xs {
		xs[i].A = int32(C.twice(C.int32_t(x.B))) // want `C.twice crosses`
		xs[i].B = int32(C.twice(C.int32_t(x.A)))
	}
}

// What is not named is 0 in Go.
func partly(xs []Pair) {
	for i := range xs {
		xs[i] = Pair{A: int32(C.put(C.int(i)))} // want `C.put crosses`
	}
}

// C changes what the next call gets.
func moving(xs []int32, at *C.cursor) {
	for _, x := range xs {
		C.forward(at, C.int(x)) // want `C.forward and C.put cross into C once per element of xs: one call with`
		C.put(at.place)
	}
}
