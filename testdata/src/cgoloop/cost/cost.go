// Package cost crosses in loops that spend their time elsewhere.
package cost

/*
#cgo LDFLAGS: -ldl -lm
#include <dlfcn.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int put(int x) { return x; }
static unsigned hash(const unsigned char *p, size_t n) {
	unsigned h = 17;
	for (size_t i = 0; i < n; i++)
		h = h * 31 + p[i];
	return h;
}
static int same(const char *a, const char *b) { return strcmp(a, b) == 0; }
static double root(double x) { return sqrt(x); }
static int busy(int x) {
	for (int i = 0; i < 100000; i++)
		x = x * 31 + i;
	return x;
}
static void sort(int *p, int n) {
	for (int i = 0; i < n; i++)
		for (int j = i; j > 0 && p[j] < p[j-1]; j--)
			p[j] ^= p[j-1] ^= p[j] ^= p[j-1];
}
static int log_line(FILE *f, const char *s) { return fputs(s, f) >= 0 && fflush(f) == 0; }
static void nap(void) { usleep(1000); }
static pthread_mutex_t mu = PTHREAD_MUTEX_INITIALIZER;
static int total;
static void add(int x) {
	pthread_mutex_lock(&mu);
	total += x;
	pthread_mutex_unlock(&mu);
}
static void rarely(int x) {
	if (x < 0)
		fprintf(stderr, "negative\n");
	total += x;
}

// What it is for is done when it is asked for.
static void verify(int *p, int n, int deep) {
	if (p && deep)
		sort(p, n);
}
static void verify_number(int x) {
	if (x < 0)
		fprintf(stderr, "negative\n");
	total ^= x;
}

typedef struct { int (*get_kind)(int); } api;
static api *table;
static int get_kind(int x) { return table->get_kind(x); }

typedef struct widget widget;
extern int widget_get_width(widget *w);
extern void widget_resize(widget *w, int n);
extern int widget_lookup(widget *w, const char *name);
extern int widget_set_name(widget *w, const char *name);
extern int poke(widget *w, int n);
extern int solve(int n);
//cgolint:contract easy_solve - cost trivial
extern int easy_solve(int n);
extern int fetch_all(int n);
*/
import "C"

import (
	"fmt"
	"os"
	"unsafe"
)

func small(xs []int) {
	for _, x := range xs {
		C.rarely(C.int(x)) // want "C.rarely crosses"
	}
	for _, x := range xs {
		C.verify_number(C.int(x)) // want "C.verify_number crosses"
	}
	for _, x := range xs {
		C.add(C.int(x)) // want "C.add crosses"
	}
	for i, x := range xs {
		xs[i] = int(C.root(C.double(x))) // want "C.root crosses"
	}
}

func long(xs []C.int, rows [][]C.int, f *C.FILE, s *C.char) {
	for i, x := range xs {
		xs[i] = C.busy(x)
	}
	for _, row := range rows {
		C.sort(&row[0], C.int(len(row)))
	}
	for _, row := range rows {
		C.verify(&row[0], 3, 1)
	}
	for range xs {
		C.log_line(f, s)
	}
	for range xs {
		C.nap()
	}
	for range xs {
		C.dlopen(s, 1)
	}
}

func blocks(data []byte) (all []C.uint) {
	for i := 0; i < len(data); i += 4096 {
		all = append(all, C.hash((*C.uchar)(&data[i]), 4096))
	}
	for i := 0; i < len(data); i += 4 {
		all = append(all, C.hash((*C.uchar)(&data[i]), 4)) // want "C.hash crosses"
	}
	return all
}

func compare(words []*C.char, w *C.char) (n int) {
	for _, word := range words {
		if C.same(word, w) != 0 { // want "C.same crosses"
			n++
		}
	}
	return n
}

func strings(words []string, w *C.char) (n int) {
	for _, word := range words {
		s := C.CString(word)
		if C.same(s, w) != 0 { // want "C.same crosses into C once per element of words: C.CString crosses once more for each; with all strings in one buffer, one call would do"
			n++
		}
		C.free(unsafe.Pointer(s))
	}
	return n
}

func tables(xs []C.int) {
	for i, x := range xs {
		xs[i] = C.get_kind(x)
	}
}

func sameString(ws []*C.widget, names []string) {
	for _, w := range ws {
		s := C.CString("width") // want "^low: C.CString and C.widget_set_name cross into C once per element of ws: C.CString copies the same string each time, and can be called once, before the loop$"
		C.widget_set_name(w, s)
		C.free(unsafe.Pointer(s))
	}
	for _, name := range names {
		s := C.CString(name)
		C.widget_set_name(ws[0], s)
		C.free(unsafe.Pointer(s))
	}
}

func ask() int {
	answer := make(chan int)
	go func() {
		C.nap()
		answer <- int(C.put(1))
	}()
	return <-answer
}

// What is read of an answer is small next to the wait for it.
func answered() (sum C.int) {
	n := ask()
	for i := range n {
		sum += C.put(C.int(i))
	}
	return sum + readAnswer(n)
}

func readAnswer(n int) (sum C.int) {
	for i := range n {
		sum += C.put(C.int(i))
	}
	return sum
}

// It is also called where nothing waits.
func readAny(n int) (sum C.int) {
	for i := range n {
		sum += C.put(C.int(i)) // want "C.put crosses"
	}
	return sum
}

func anyhow(n int) C.int {
	sum := readAny(n)
	ask()
	return sum + readAny(n)
}

// What the Go side does is long.
func printing(xs []C.int) {
	for _, x := range xs {
		fmt.Println(C.put(x))
	}
	for _, x := range xs {
		write(int(C.put(x)))
	}
}

func write(x int) {
	os.WriteFile("out", []byte{byte(x)}, 0o600)
}

// By their names, some do little and some much; of the rest, those that get
// handles and numbers do little.
func named(ws []*C.widget, s *C.char) {
	for _, w := range ws {
		C.widget_get_width(w) // want "C.widget_get_width crosses"
	}
	for i, w := range ws {
		C.poke(w, C.int(i)) // want "C.poke crosses"
	}
	for i, w := range ws {
		C.widget_resize(w, C.int(i))
	}
	for _, w := range ws {
		C.widget_lookup(w, s)
	}
	for i := range ws {
		C.solve(C.int(i))
	}
	for i := range ws {
		C.easy_solve(C.int(i)) // want "C.easy_solve crosses"
	}
}

//cgolint:contract fetch_all - cost computation
func byContract(n int) {
	for i := range n {
		C.fetch_all(C.int(i))
	}
}
