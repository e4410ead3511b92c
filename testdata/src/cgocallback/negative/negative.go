package negative

/*
#include <stdlib.h>
#include <poll.h>
#include <pthread.h>
#include <unistd.h>

extern void goEvent(int fd);
extern void goFound(int i);
extern void goAll(double *xs, int n);

// An event loop waits on each turn.
static void events(int fd) {
	struct pollfd p = { fd, POLLIN, 0 };
	while (poll(&p, 1, -1) > 0)
		goEvent(fd);
}

static int next(int fd) {
	char b;
	return read(fd, &b, 1) == 1 ? b : -1;
}

static void read_all(int fd) {
	int b;
	while ((b = next(fd)) >= 0)
		goEvent(b);
}

// The search calls Go once.
static void search(const int *xs, int n, int x) {
	for (int i = 0; i < n; i++) {
		if (xs[i] == x) {
			goFound(i);
			return;
		}
	}
}

static void stop(const int *xs, int n, int x) {
	for (int i = 0; i < n; i++) {
		if (xs[i] == x) {
			goFound(i);
			break;
		}
	}
}

// The first turn says so.
static void announce(const int *xs, int n) {
	int announced = 0;
	for (int i = 0; i < n; i++) {
		if (!announced) {
			goFound(i);
			announced = 1;
		}
	}
}

// All at once.
static void all(double *xs, int n) {
	for (int i = 0; i < n; i++)
		xs[i] *= 2;
	goAll(xs, n);
}

// Three colors, twice: that is soon over.
static void colors(void) {
	for (int twice = 0; twice < 2; ++twice) {
		for (int i = 0; i < 3; i++)
			goFound(i);
	}
}

#define NOTIFY(fd) do { goEvent(fd); } while (0)

static void once(int fd) { NOTIFY(fd); }

// A loop that is not called from Go, nor from C that is.
static void unused(int n) {
	while (n-- > 0)
		goFound(n);
}

static int compare(const void *a, const void *b) { return *(int *)a - *(int *)b; }
static void sort(int *xs, int n) { qsort(xs, n, sizeof *xs, compare); }
*/
import "C"

import "unsafe"

//export goEvent
func goEvent(fd C.int) {}

//export goFound
func goFound(i C.int) {}

//export goAll
func goAll(xs *C.double, n C.int) {}

func use(xs []C.double, is []C.int) {
	C.events(0)
	C.read_all(0)
	C.search(unsafe.SliceData(is), C.int(len(is)), 3)
	C.stop(unsafe.SliceData(is), C.int(len(is)), 3)
	C.announce(unsafe.SliceData(is), C.int(len(is)))
	C.all(unsafe.SliceData(xs), C.int(len(xs)))
	C.once(1)
	C.colors()
	C.sort(unsafe.SliceData(is), C.int(len(is)))
}
