// Package programs has small loops over C functions of all sorts. What cgoloop
// says of each is held against the clock: see cmd/loopmodel.
package programs

/*
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#cgo LDFLAGS: -lm -lpthread

typedef struct { int len; double *data; } vec;

static vec *vec_new(int n) {
	vec *v = malloc(sizeof *v);
	v->len = n;
	v->data = calloc(n, sizeof *v->data);
	return v;
}

static void nothing(void) {}
static double vec_get(const vec *v, int i) { return v->data[i]; }
static void vec_set(vec *v, int i, double x) { v->data[i] = x; }
static double diagonal(double w, double h) { return sqrt(w * w + h * h); }
static int same(const char *a, const char *b) { return strcmp(a, b) == 0; }

static unsigned hash(const unsigned char *p, size_t n) {
	unsigned h = 17;
	for (size_t i = 0; i < n; i++)
		h = h * 31 + p[i];
	return h;
}

static size_t read_file(const char *name, char *buf, size_t n) {
	FILE *f = fopen(name, "r");
	if (!f)
		return 0;
	size_t got = fread(buf, 1, n, f);
	fclose(f);
	return got;
}

static pthread_mutex_t mu = PTHREAD_MUTEX_INITIALIZER;
static long total;

static void add(long x) {
	pthread_mutex_lock(&mu);
	total += x;
	pthread_mutex_unlock(&mu);
}

extern void goAdd(int);
static void call_back(int x) { goAdd(x); }

typedef struct node { struct node *next; int value; } node;

static node *node_new(int value) {
	node *n = malloc(sizeof *n);
	n->value = value;
	return n;
}
static void node_put_back(node *n) { free(n); }

static void multiply(double *c, const double *a, const double *b, int n) {
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++) {
			double s = 0;
			for (int k = 0; k < n; k++)
				s += a[i * n + k] * b[k * n + j];
			c[i * n + j] = s;
		}
}

static int mix(int x) {
	for (int i = 0; i < 5000; i++)
		x = (x ^ i) * 31;
	return x;
}
*/
import "C"

import (
	"fmt"
	"io"
	"unsafe"
)

func newVec(n int) *C.vec { return C.vec_new(C.int(n)) }

// empty is what crossing takes.
func empty(n int) {
	for i := 0; i < n; i++ {
		C.nothing() // want "C.nothing crosses"
	}
}

func getter(v *C.vec, n int) (sum float64) {
	for i := 0; i < n; i++ {
		sum += float64(C.vec_get(v, C.int(i))) // want "C.vec_get crosses"
	}
	return sum
}

func setter(v *C.vec, xs []float64) {
	for i, x := range xs {
		C.vec_set(v, C.int(i), C.double(x)) // want "C.vec_set crosses"
	}
}

func math(xs []float64) (sum float64) {
	for _, x := range xs {
		sum += float64(C.diagonal(C.double(x), 1)) // want "C.diagonal crosses"
	}
	return sum
}

func stringCompare(words []*C.char, w *C.char) (n int) {
	for _, word := range words {
		n += int(C.same(word, w)) // want "C.same crosses"
	}
	return n
}

func hash4096(data []byte) (sum C.uint) {
	for i := 0; i+4096 <= len(data); i += 4096 {
		sum += C.hash((*C.uchar)(&data[i]), 4096)
	}
	return sum
}

func hash128(data []byte) (sum C.uint) {
	for i := 0; i+128 <= len(data); i += 128 {
		sum += C.hash((*C.uchar)(&data[i]), 128)
	}
	return sum
}

func hash8(data []byte) (sum C.uint) {
	for i := 0; i+8 <= len(data); i += 8 {
		sum += C.hash((*C.uchar)(&data[i]), 8) // want "C.hash crosses"
	}
	return sum
}

func fileRead(names []*C.char, buf []byte) (sum int) {
	for _, name := range names {
		sum += int(C.read_file(name, (*C.char)(unsafe.Pointer(&buf[0])), 512))
	}
	return sum
}

func lock(xs []int) {
	for _, x := range xs {
		C.add(C.long(x)) // want "C.add crosses"
	}
}

var sum C.int

//export goAdd
func goAdd(x C.int) { sum += x }

func callback(xs []int) {
	for _, x := range xs {
		C.call_back(C.int(x)) // want "C.call_back crosses"
	}
}

//go:noinline
func addInGo(x int) { goAdd(C.int(x)) }

func addAll(xs []int) {
	for _, x := range xs {
		addInGo(x)
	}
}

func cStrings(words []string, w *C.char) (n int) {
	for _, word := range words {
		s := C.CString(word)
		n += int(C.same(s, w)) // want "C.same crosses"
		C.free(unsafe.Pointer(s))
	}
	return n
}

func allocation(nodes []*C.node) {
	for i := range nodes {
		nodes[i] = C.node_new(C.int(i)) // want "C.node_new crosses"
	}
	for _, n := range nodes {
		C.node_put_back(n) // want "C.node_put_back crosses"
	}
}

func matrices(c, a, b []float64, n int) {
	for range n {
		C.multiply((*C.double)(&c[0]), (*C.double)(&a[0]), (*C.double)(&b[0]), 16)
	}
}

func computation(xs []C.int) {
	for i, x := range xs {
		xs[i] = C.mix(x)
	}
}

func goPrints(v *C.vec, n int) {
	for i := 0; i < n; i++ {
		fmt.Fprintf(io.Discard, "%d %v\n", i, C.vec_get(v, C.int(i)))
	}
}

func goLooksUp(m map[string]int, words []string) (sum C.double) {
	for _, word := range words {
		sum += C.diagonal(C.double(m[word]), 1) // want "C.diagonal crosses"
	}
	return sum
}

// cString is for the benchmarks, which cannot use cgo.
func cString(s string) *C.char { return C.CString(s) }

func newNodes(n int) []*C.node { return make([]*C.node, n) }

func newInts(n int) []C.int { return make([]C.int, n) }

func cStrings1000() []*C.char {
	all := make([]*C.char, 1000)
	for i := range all {
		all[i] = C.CString(fmt.Sprintf("word%04d", i))
	}
	return all
}
