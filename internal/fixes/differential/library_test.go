package differential_test

// support are the files of each generated package, beside the functions.
var support = map[string]string{
	"library.h": `#ifndef LIBRARY_H
#define LIBRARY_H
#include <errno.h>
#include <stddef.h>
#include <stdint.h>

static int length(const char *s) { int n = 0; while (s && s[n]) n++; return n; }
static int lengths(const char *s, const char *t) { return 10 * length(s) + length(t); }
static int fill(char *p, int n) { if (!p) return 0; for (int i = 0; i < n; i++) p[i] = i; return p[n - 1]; }
static int total(const unsigned char *p, int n) { int t = 0; for (int i = 0; p && i < n; i++) t += p[i]; return t; }
static const char *after(const char *s, int c) { while (s && *s && *s != c) s++; return s; }
static int begins(const char *s) { int c = *s; while (*s) s++; return c; }
static int minus_one(int n) { if (n <= 0) return 0; errno = ENOENT; return -1; }
static int minus_errno(int n) { return n <= 0 ? 0 : -ENOENT; }
static int plus_errno(int n) { return n <= 0 ? 0 : ENOENT; }
static int first(const void *p) { return *(const char *)p; }

typedef struct thing { int value; } thing;
thing *thing_new(int value);
void thing_free(thing *t);
int thing_value(thing *t);
int thing_sum(thing *t, thing *o);

int visit(uintptr_t h);
static int is_set(uintptr_t h) { return h != 0; }

typedef struct { int *p; } ref;
static int load(ref *r) { return r && r->p ? *r->p + 1 : 0; }
static int plus_one(int *p) { return *p + 1; }
static int plus_two(int *p) { return *p + 2; }

void store(char **p);
void store_int(int **p);
void release(void *p);
int *ints(int *n);
char **names(void);
void *block(size_t *n);
char *text(size_t *n);

typedef struct { int n, step; double *data; } vec;
static inline int vec_len(vec *v) { return v->n; }
static inline int vec_step(const vec *v) { return v->step; }
static inline double vec_get(vec *v, int i) { return v->data[i]; }
static inline void vec_set(vec *v, int i, double x) { v->data[i] = x; }
static inline double checked_get(const double *p, int n, int i) { if (i >= n) return 0; return p[i]; }
static inline double *next_double(double *p) { return p + 1; }
static inline double scale(double x) { return 2 * x + 1; }
static inline int twice(int n) { return 2 * n + 1; }
static inline int factor(int n) { return 3 * n; }
static inline int check(double x) { return x < 0 ? -4 : 0; }
typedef struct { int x, y; } point;
static inline int norm(point *p) { return p->x * p->x + p->y * p->y; }
static inline int fetch(int i, double *x) { *x = 3 * i; return i > 5; }
vec *vec_new(void);
void put(double x);
double got(void);

static __thread int last_failure;
static int fail(int n) { last_failure = n; return -1; }
static int failure(void) { return last_failure; }
#endif
`,
	"library.c": `#include <stdlib.h>
#include <string.h>
#include "library.h"
#include "_cgo_export.h"

thing *thing_new(int value) { thing *t = malloc(sizeof *t); t->value = value; return t; }
void thing_free(thing *t) { t->value = -1; free(t); }
int thing_value(thing *t) { goCollect(); return t->value; }
int thing_sum(thing *t, thing *o) { goCollect(); return t->value + o->value; }
int visit(uintptr_t h) { return goVisit(h); }

vec *vec_new(void) { static vec v; static double d[8] = {1, 2, 4, 8}; v = (vec){3, 5, d}; return &v; }
static double sum;
void put(double x) { sum = 2 * sum + x; if (x == 0) sum = 0; }
double got(void) { return sum; }

void store(char **p) { *p = malloc(8); strcpy(*p, "stored"); }
void store_int(int **p) { static int i = 3; *p = &i; }
void release(void *p) { free(p); }
int *ints(int *n) { static int i[] = {1, 2, 3}; *n = 3; return i; }
char **names(void) { static char *n[] = {"a", "bc"}; return n; }
void *block(size_t *n) { static char b[4]; *n = 4; return b; }
char *text(size_t *n) { *n = 2; return "ab"; }
`,
	"support.go": `package PACKAGE

// #include "library.h"
import "C"

import (
	"runtime"
	"runtime/cgo"
	"time"

	"example.com/run"
)

var (
	yes  = true
	kept *C.char
)

type state struct {
	next *state
	data [4]byte
}

type thing struct{ c *C.thing }

type box struct{ t *thing }

func newThing(value int) *thing {
	t := &thing{C.thing_new(C.int(value))}
	runtime.SetFinalizer(t, func(t *thing) { C.thing_free(t.c) })
	return t
}

//export goCollect
func goCollect() {
	if run.Hostile {
		runtime.GC()
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
}

//export goVisit
func goVisit(h C.uintptr_t) C.int { return C.int(cgo.Handle(h).Value().(int)) }

func out(args ...any) { run.Print(args...) }

func note(n int) int { run.Print("note", n); return n }

// both returns what f returns while another goroutine runs g.
func both(g func(), f func() C.int) C.int {
	done := make(chan bool)
	go func() { g(); close(done) }()
	n := f()
	<-done
	return n
}

func two() int { return 2 }

func ready() chan int { c := make(chan int, 1); c <- 9; return c }

func vecs() *C.vec { return C.vec_new() }

type spot struct{ x, y, z int32 }

func points() []C.point { return []C.point{{1, 2}, {3, 4}} }

func yOf(all []spot) int {
	n := 0
	for _, s := range all {
		n += 3 * int(s.x+s.y)
	}
	return n
}

func sumOf(all []float64) float64 {
	n := 0.0
	for _, x := range all {
		n += x
	}
	return n
}

func choose(b bool, n int) int {
	if b {
		return n
	}
	return 0
}

func newRef() *C.ref { return &C.ref{} }

func newInts() []C.int { return make([]C.int, 2) }

func sum(all []C.int) int {
	n := 0
	for _, x := range all {
		n += int(x)
	}
	return n
}
`,
}

// runner is package run, which runs the functions.
const runner = `// Package run runs functions and prints what they print.
package run

import (
	"fmt"
	"os"
	"runtime"
)

// Hostile has garbage collected wherever C can be interrupted.
var Hostile = os.Getenv("HOSTILE") != ""

func Print(args ...any) { fmt.Println(args...) }

// A Case is a function with its name, and calls of it.
type Case struct {
	Name  string
	Calls []func() int
}

// All runs the cases, or those after the one that AFTER names.
func All(cases []Case) {
	after := os.Getenv("AFTER")
	for _, c := range cases {
		if after != "" {
			if c.Name == after {
				after = ""
			}
			continue
		}
		fmt.Println("==", c.Name)
		for _, call := range c.Calls {
			one(call)
		}
		if Hostile {
			runtime.GC()
		}
	}
	fmt.Println("== end")
}

func one(call func() int) {
	defer func() {
		if recover() != nil {
			fmt.Println("panics") // with what else, may change
		}
	}()
	fmt.Println("returns", call())
}
`
