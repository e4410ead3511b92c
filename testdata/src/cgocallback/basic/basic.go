package basic

/*
#include <stdlib.h>
#include "walk.h"

extern void goAdd(double x);
extern int goCompare(void *a, void *b);

static void each(const double *xs, int n) {
	for (int i = 0; i < n; i++)
		goAdd(xs[i]); // want "this C loop calls back into Go once per element: each iteration crosses from C to Go to run goAdd"
}

static void add(double x) {
	if (x > 0)
		goAdd(x);
}

static void each_positive(const double *xs, int n) {
	while (n-- > 0)
		add(*xs++); // want "this C loop calls back into Go once per element through add: each iteration crosses from C to Go to run goAdd"
}

// The loop over the pixels is the one that matters.
static void each_channel(const double *rgb, int pixels) {
	for (int i = 0; i < pixels; i++)
		for (int c = 0; c < 3; c++)
			goAdd(rgb[3 * i + c]); // want "this C loop calls back into Go once per element: each iteration crosses from C to Go to run goAdd"
}

static int compare(const void *a, const void *b) { return goCompare((void *)a, (void *)b); }

static void sort(double *xs, int n) {
	qsort(xs, n, sizeof *xs, compare); // want "this qsort calls back into Go once per element: each iteration crosses from C to Go to run goCompare"
}

// The comparison function has the type that C wants, and is Go.
typedef int (*comparison)(const void *, const void *);
*/
import "C"

import "unsafe"

var sum float64

//export goAdd
func goAdd(x C.double) { sum += float64(x) }

//export goCompare
func goCompare(a, b unsafe.Pointer) C.int { return 0 }

//export goVisit
func goVisit(item unsafe.Pointer) {}

func use(xs []C.double) {
	p, n := unsafe.SliceData(xs), C.int(len(xs))
	C.each(p, n)
	C.each_positive(p, n)
	C.each_channel(p, n/3)
	C.sort(p, n)
	C.qsort(unsafe.Pointer(p), C.size_t(n), 8, C.comparison(C.goCompare)) // want "C.qsort calls the Go function goCompare once per element: each call crosses from C to Go"
	C.walk(C.visitor(C.goVisit))                                          // want "C.walk calls the Go function goVisit once per element: each call crosses from C to Go"
	C.walk_all()                                                          // want `the C loop in C.walk_all \(walk.c, line 12\) calls back into Go once per element through walk: each iteration crosses from C to Go to run goVisit`
}
