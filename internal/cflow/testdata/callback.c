// C that comes back to Go.
// export goRow int void*
// export goDone void void*
#include "_cgo_export.h"
#include <stdlib.h>
#include <unistd.h>
#include <poll.h>

typedef struct { int (*row)(void *); void *arg; } visitor;

// calls Go: goRow
void direct(void *p) { goRow(p); }

static void helper(void *p) { goRow(p); }

// calls Go: goRow
void indirect(void *p) { helper(p); }

// calls Go: goRow
// loop: goRow
void each(void **rows, int n) {
	for (int i = 0; i < n; i++)
		goRow(rows[i]);
}

// calls Go: goRow
// loop: goRow
void each_helper(void **rows, int n) {
	while (n-- > 0)
		helper(*rows++);
}

// calls Go: goRow
// loop: goRow
void each_caller(void **rows, int n) { each(rows, n); }

static void visit(void **rows, int n, int (*f)(void *)) {
	for (int i = 0; i < n; i++)
		f(rows[i]);
}

// calls Go: goRow
// loop: goRow
void each_pointer(void **rows, int n) { visit(rows, n, goRow); }

static int compare(const void *a, const void *b) { return goRow((void *)a); }

// calls Go: goRow
// loop: goRow by qsort
void sort(void *rows, int n) { qsort(rows, n, 8, compare); }

// calls Go: goRow
// loop: goRow waits
void events(int fd) {
	char b;
	while (read(fd, &b, 1) == 1)
		goRow(&b);
}

// calls Go: goDone
void once(void **rows, int n) {
	for (int i = 0; i < n; i++)
		if (rows[i] == NULL)
			break;
	goDone(rows);
}

// calls Go: goDone
void found(void **rows, int n) {
	for (int i = 0; i < n; i++) {
		if (rows[i] == NULL) {
			goDone(rows);
			return;
		}
	}
}

// calls Go: unknown
void through_struct(visitor *v) { v->row(v->arg); }

static const visitor fixed = { goRow, NULL };

// calls Go: no
int pure(int x) { return x + 1; }

// calls Go: no
// blocks: wait
int wait_for(int fd) {
	struct pollfd p = { fd, POLLIN, 0 };
	return poll(&p, 1, -1);
}

// calls Go: no
// blocks: wait
int wait_for_one(int fd) { return wait_for(fd); }
