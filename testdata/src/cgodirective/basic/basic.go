package basic

// The directives are in comments of C, so what is expected of them stands
// here.
// want +9 "C.remember is marked noescape but keeps p in last after the call: C then points to memory that Go may move or reuse"
// want +12 "C.each is marked nocallback but calls the Go function goRow through row: the program panics when it does"
// want +13 "noescape does nothing for C.sum without nocallback: its pointer arguments still move to the heap"
// want +14 "C.set_name is marked noescape but keeps name in u->name after the call"
// want +16 "noescape does nothing for C.external without nocallback"

/*
#include <stddef.h>

#cgo noescape remember
#cgo nocallback remember

#cgo noescape each
#cgo nocallback each

#cgo noescape sum

#cgo noescape set_name
#cgo nocallback set_name

#cgo noescape external

extern void goRow(void *row);

static void *last;
static void remember(void *p) { last = p; }

static void row(void *p) { goRow(p); }
static void each(void **rows, int n) {
	for (int i = 0; i < n; i++)
		row(rows[i]);
}

static int sum(const int *xs, int n) {
	int s = 0;
	for (int i = 0; i < n; i++)
		s += xs[i];
	return s;
}

typedef struct { char *name; } user;
static void set_name(user *u, char *name) { u->name = name; }

extern void (*hook)(void *);
void (*hook)(void *);
static void external(void *p) { hook(p); }
*/
import "C"

import "unsafe"

//export goRow
func goRow(p unsafe.Pointer) {}

//cgolint:contract remember 1 kept // want "this contract is ignored: unknown effect .kept . want.*; want retained, contents retained"

func use(p unsafe.Pointer, xs []C.int, u *C.user) {
	C.remember(p)
	C.each(&p, 1)
	C.sum(unsafe.SliceData(xs), C.int(len(xs)))
	C.set_name(u, (*C.char)(p))
	C.external(p)
}
