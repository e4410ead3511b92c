// What calls take, and which functions change nothing.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct vec { int n; double *data; struct { int kind; } in; double few[4]; volatile int state; };

// work: trivial, pure
int add(int a, int b) { return a + b; }

// work: trivial, writes nothing
int divide(int a, int b) { return a / b; }

// work: trivial, writes nothing, reads .n
int count(const struct vec *v) { return v->n; }

// work: trivial, writes nothing, reads .data[1]
double get(const struct vec *v, size_t i) { return v->data[i]; }

// work: trivial, writes nothing, reads .few[1]
double few(const struct vec *v, int i) { return (v->few)[(long)i]; }

// work: trivial, writes nothing, reads .in.kind
int kind(struct vec *v) { return v->in.kind; }

// work: trivial, writes nothing, reads [1]
int at(const int *p, int i) { return p[i]; }

// work: trivial, writes nothing, reads &.data[1]
double *place(struct vec *v, int i) { return &v->data[i]; }

// work: trivial, writes nothing, reads .data
double *data(struct vec *v) { return v->data; }

// work: trivial, writes nothing, reads [1]
void *element(void **p, int i) { return p[i]; }

// work: trivial, writes nothing, reads [1]
struct vec whole(struct vec *p, int i) { return p[i]; }

// work: trivial, writes .data[1] = 2
void set(struct vec *v, int i, double x) { v->data[i] = x; }

// work: trivial
int state(struct vec *v) { return v->state; }

// work: trivial, writes nothing
double checked(const struct vec *v, int i) {
	if (i < 0 || i >= v->n)
		return 0;
	return v->data[i];
}

// work: trivial, pure
int twice(int a) { return add(a, a); }

// work: loops over what it gets by 2, writes nothing
double sum(const double *p, int n) {
	double s = 0;
	for (int i = 0; i < n; i++)
		s += p[i];
	return s;
}

// work: loops over what it gets, writes nothing
double sum_all(const struct vec *v) {
	double s = 0;
	for (int i = 0; i < v->n; i++)
		s += v->data[i];
	return s;
}

// work: loops over what it gets
int same(const char *a, const char *b) { return strcmp(a, b) == 0; }

// work: trivial, pure
int few_turns(int x) {
	for (int i = 0; i < 3; i++)
		x = x * 31 + i;
	return x;
}

// work: computes, pure
int many_turns(int x) {
	for (int i = 0; i < 100000; i++)
		x = x * 31 + i;
	return x;
}

// work: computes
void multiply(double *c, const double *a, const double *b, int n) {
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			c[i] += a[j] * b[i];
}

// work: allocates
void *copy(const void *p, size_t n) {
	void *q = malloc(n);
	if (q)
		memcpy(q, p, n);
	return q;
}

static pthread_mutex_t mu = PTHREAD_MUTEX_INITIALIZER;
static long counter;

// work: locks
long next_id(void) {
	pthread_mutex_lock(&mu);
	long id = ++counter;
	pthread_mutex_unlock(&mu);
	return id;
}

// work: does I/O
size_t put(FILE *f, const char *s) { return fwrite(s, 1, 10, f); }

// The usual run does not print, nor make room.
// work: trivial
void push(struct vec *v, double x) {
	if (!v) {
		fprintf(stderr, "no vector\n");
		abort();
	}
	if (v->n % 64 == 0)
		v->data = realloc(v->data, (v->n + 64) * sizeof(double));
	v->data[v->n++] = x;
}

int elsewhere(int);

// An argument that is not null is the usual one.
// work: allocates
int fill(struct vec *v) {
	if (v != NULL)
		v->data = malloc(v->n * sizeof(double));
	return 1;
}

// A number that is positive, and a size that is not zero, are usual ones.
// work: allocates
int append(struct vec *v, const double *x, int n) {
	if (n > 0) {
		v->data = realloc(v->data, (v->n + n) * sizeof(double));
		memcpy(v->data + v->n, x, n * sizeof(double));
		v->n += n;
	}
	return 0;
}

// work: allocates
void reserve(struct vec *v, size_t n) {
	if (n)
		v->data = realloc(v->data, n);
}

// work: does I/O
void put_all(FILE *f, const char *s, unsigned n) {
	if (s != NULL && 0 < n)
		fwrite(s, 1, n, f);
}

// A number that chooses is not.
// work: trivial
void trace(struct vec *v, int verbose) {
	if (verbose)
		fprintf(stderr, "%d\n", v->n);
	v->n++;
}

// Nor is one that is not the argument any more.
// work: trivial
void wrap(struct vec *v, int n) {
	n -= v->n;
	if (n > 0)
		v->data = malloc(n);
}

// work: allocates
void empty(struct vec *v) {
	if (v->data) {
		free(v->data);
		v->data = NULL;
	}
}

// work: trivial, rarely more
int first_or_last(int *p, int *q) {
	if (!p)
		p = q;
	if (p)
		return elsewhere(*p);
	return 0;
}

// work: trivial
void log_at(struct vec *v, double x) {
	if (v->state)
		fprintf(stderr, "%f\n", x);
	v->data[0] = x;
}

// work: unknown
int through(int (*f)(int), int x) { return f(x); }

int elsewhere(int);

// work: unknown
int calls_elsewhere(int x) { return elsewhere(x); }

// work: loops over what it gets
int depth(struct vec *v) { return v->n ? depth(v + 1) + 1 : 0; }

// Assembly may be a system call.
// work: unknown
long enter(long n) {
	long r;
	__asm__ volatile("syscall" : "=a"(r) : "a"(n));
	return r;
}

// work: trivial
void barrier(void) { __asm__ volatile("" ::: "memory"); }

struct table { void *(*make)(size_t); void *made; };

// What a branch does through a table of functions is not known.
// work: trivial, rarely more
int prepare(struct table *t, struct vec *v) {
	if (v->state)
		t->made = t->make(8);
	return 0;
}

// The way of an error is no cheap one that counts.
// work: trivial, rarely more
int send_all(FILE *f, int state, const char *s) {
	if (state) {
		fwrite(s, 1, 10, f);
	} else {
		return -1;
	}
	return 0;
}
