// Pointers that are kept under a condition, or only for a time.
#include <stdlib.h>
#include <string.h>
#include <pthread.h>

typedef void (*destructor)(void *);
#define STATIC ((destructor)0)
#define TRANSIENT ((destructor)-1)

typedef struct value { char *z; int n; destructor del; int copy; } value;

static void *user;

// z: kept in v->z if !(del == -1)
// del: kept in v->del
int bind_text(value *v, char *z, int n, destructor del) {
	if (del == TRANSIENT) {
		v->z = malloc(n);
		memcpy(v->z, z, n);
		v->del = free;
	} else {
		v->z = z;
		v->del = del;
	}
	v->n = n;
	return 0;
}

// z: unknown
int bind_transient(value *v, char *z, int n) { return bind_text(v, z, n, TRANSIENT); }

// z: kept in v->z
int bind_static(value *v, char *z, int n) { return bind_text(v, z, n, STATIC); }

// z: kept in v->z if !(del == -1)
int bind_any(value *v, char *z, int n, destructor del) { return bind_text(v, z, n, del); }

// p: kept in user if keep
void maybe(void *p, int keep) {
	if (keep)
		user = p;
}

// p: kept in user if !(!keep)
void early_exit(void *p, int keep) {
	if (!keep)
		return;
	user = p;
}

// p: kept in user if mode == 2
void by_switch(void *p, int mode) {
	switch (mode) {
	case 1:
		break;
	case 2:
		user = p;
		break;
	default:
		abort();
	}
}

// p: kept in user if flags & 4
void by_flag(void *p, unsigned flags) {
	if (flags & 4)
		user = p;
}

// z: kept in v->z if …
void by_state(value *v, char *z) {
	if (v->copy)
		v->z = strdup(z);
	else
		v->z = z;
}

// z: unknown
void reassigned(value *v, char *z) {
	if (v->copy)
		z = strdup(z);
	v->z = z;
}

// s: unknown
void copied(value *v, char *s) {
	s = strdup(s);
	v->z = s;
}

static void work(void) {}

// p: unknown
void for_the_call(void *p) {
	user = p;
	work();
	user = NULL;
}

// p: unknown
void restored(void *p) {
	void *old = user;
	user = p;
	work();
	user = old;
}

static void set(void *p) { user = p; }
static void clear(void) { user = NULL; }

// p: unknown
void set_and_clear(void *p) {
	set(p);
	work();
	clear();
}

// p: unknown
void set_and_unset(void *p) {
	set(p);
	work();
	set(NULL);
}

static void *thread(void *arg) { return arg; }

// arg: unknown
void joined(void *arg) {
	pthread_t t;
	pthread_create(&t, NULL, thread, arg);
	pthread_join(t, NULL);
}

// p: deep no escape, read only
void freed_object(void *p) {
	value *v = malloc(sizeof *v);
	v->z = p;
	free(v);
}

// p: unknown
void freed_argument(value *v, void *p) {
	v->z = p;
	free(v);
}

// p: deep no escape, read only
void local_object(void *p) {
	value v;
	v.z = p;
	v.n = 0;
	work();
}

// p: deep no escape, read only
void null_only(void *p) {
	if (p == NULL)
		return;
	work();
}

// n: deep no escape, read only
void number(value *v, long n) { v->n = (int)n; }

// h: unknown
void handle(unsigned long h) { user = (void *)h; }

typedef struct text { char small[16]; char *big; int owned; } text;

// p: kept in t->big if !(n < 16)
void small_text(text *t, const char *p, size_t n) {
	if (n < 16) {
		memcpy(t->small, p, n);
		return;
	}
	t->big = (char *)p;
}

// p: kept in t->big if …
void own_text(text *t, char *p) {
	if (t->owned) {
		memcpy(t->small, p, 16);
		return;
	}
	t->big = p;
}

// p: kept in t->big
int checked_text(text *t, char *p, size_t n) {
	if (t->owned || n > 100)
		return -1;
	t->big = p;
	return 0;
}
