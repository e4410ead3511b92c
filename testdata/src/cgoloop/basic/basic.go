// Package basic crosses in loops of all forms.
package basic

/*
#include <stdint.h>

#define NOW (clock_now())

typedef struct list list;
struct list { int value; list *next; };

static int put(int x) { return x; }
static double scale(double x) { return 2 * x; }
static int more(void) { return 0; }
static int clock_now(void) { return 1; }
static list *next(list *l) { return l->next; }
static int value(list *l) { return l->value; }
static int hash(const char *p, int n) { return n; }
*/
import "C"

import (
	"iter"
	"maps"
	"unsafe"
)

func slices(xs []float64) []float64 {
	ys := make([]float64, len(xs))
	for i, x := range xs {
		ys[i] = float64(C.scale(C.double(x))) // want `^C.scale crosses into C once per element of xs: one call with all elements would cross once$`
	}
	return ys
}

func counted(samples int) (sum C.int) {
	for i := 0; i < samples; i++ {
		sum += C.put(C.int(i)) // want `^C.put crosses into C once per iteration: a C function with the loop in it would cross once$`
	}
	return sum
}

func long() {
	for i := range 1000 {
		C.put(C.int(i)) // want "once per iteration"
	}
}

func mapped(m map[int]int) {
	for k := range m {
		C.put(C.int(k)) // want "C.put crosses into C once per entry of m: one call with all entries"
	}
}

func iterated(seq iter.Seq[int], m map[int]int) {
	for x := range seq {
		C.put(C.int(x)) // want "C.put crosses into C once per value of seq"
	}
	for x := range maps.Keys(m) {
		C.put(C.int(x)) // want `C.put crosses into C once per value of maps.Keys\(m\)`
	}
}

func inCondition() (n int) {
	for C.more() != 0 { // want "C.more crosses into C once per iteration"
		n++
	}
	return n
}

func inPost(l *C.list) (sum int) {
	for ; l != nil; l = C.next(l) { // want "C.next and C.value cross into C once per iteration"
		sum += int(C.value(l))
	}
	return sum
}

func nested(rows [][]int) {
	for _, row := range rows {
		for _, x := range row {
			C.put(C.int(x)) // want "C.put crosses into C once per element of row"
		}
	}
}

func handfulInLoop(rows [][3]int) {
	for _, row := range rows {
		for _, x := range row {
			C.put(C.int(x)) // want "C.put crosses into C once per element of rows"
		}
	}
}

func twoValued(xs []int) error {
	for _, x := range xs {
		if _, err := C.put(C.int(x)); err != nil { // want "C.put crosses into C once per element of xs"
			return err
		}
	}
	return nil
}

func macro(xs []int) (sum C.int) {
	for range xs {
		sum += C.NOW // want "C.NOW crosses into C once per element of xs"
	}
	return sum
}

func several(xs []int) {
	for _, x := range xs {
		C.put(C.int(x)) // want "^C.put, C.scale and 2 others cross into C once per element of xs"
		C.scale(C.double(x))
		C.put(C.int(x))
		C.more()
		C.next(nil)
	}
}

func leftOnError(xs []int) bool {
	for _, x := range xs {
		if C.put(C.int(x)) != 0 { // want "C.put crosses into C once per element of xs"
			return false
		}
	}
	return true
}

func longOperand(p *struct{ field struct{ element []int } }) {
	for _, x := range append(append([]int(nil), p.field.element...), p.field.element...) {
		C.put(C.int(x)) // want "C.put crosses into C once per element of the range"
	}
}

// Each element has a length of its own, but there is one call for each.
func buffers(rows [][]byte) (sum C.int) {
	for i, row := range rows {
		sum += C.hash((*C.char)(unsafe.Pointer(&row[0])), C.int(len(row))) // want "C.hash crosses into C once per element of rows"
		sum += C.hash((*C.char)(unsafe.Pointer(&rows[i][0])), C.int(len(rows[i])))
	}
	return sum
}

func iterator(l *C.list) (values []C.int) {
	for {
		l = C.next(l) // want "C.next and C.value cross into C once per iteration"
		if l == nil {
			return values
		}
		values = append(values, C.value(l))
	}
}
