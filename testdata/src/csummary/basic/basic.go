package basic

/*
#include <stdlib.h>
#include <string.h>
#include "store.h"

static void *last;

static void remember(void *p) { last = p; }

static int total(const int *xs, int n) {
	int t = 0;
	for (int i = 0; i < n; i++)
		t += xs[i];
	return t;
}

static void visit(int n) {
	for (int i = 0; i < n; i++)
		goVisit(i);
}
*/
import "C"

import "unsafe"

//export goVisit
func goVisit(i C.int) {}

func use(p unsafe.Pointer, xs []C.int) {
	C.remember(p)                                 // want `remember: 1 kept in last`
	C.total(unsafe.SliceData(xs), C.int(len(xs))) // want `total: 1 does not escape`
	C.visit(3)                                    // want `visit: calls goVisit, in a loop at basic.go:20`
	C.store_put(C.store_new(), p)                 // want `store_put: 1 does not escape, 2 kept in s->item` `store_new: nothing`
	C.free(p)                                     // want `free: 1 freed`
	C.strlen((*C.char)(p))                        // want `strlen: 1 does not escape`
}
