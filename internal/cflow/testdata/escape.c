// What is proven not to be kept, and what is not.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <stdarg.h>

typedef struct list { struct list *next; char *name; int n; } list;

void elsewhere(void *);
extern int (*hook)(void *);

// s: deep no escape, read only
// calls Go: no
int length(const char *s) { return (int)strlen(s); }

// p: deep no escape, read only
// calls Go: no
long sum(const int *p, int n) {
	long s = 0;
	for (int i = 0; i < n; i++)
		s += p[i];
	return s;
}

// l: deep no escape, read only
int depth(list *l) {
	int n = 0;
	for (; l; l = l->next)
		n++;
	return n;
}

// dst: deep no escape
// src: no escape, read only
void copy(char *dst, const char *src, size_t n) { memcpy(dst, src, n); }

// p: unknown
// calls Go: unknown
void external(void *p) { elsewhere(p); }

// p: unknown
// calls Go: unknown
int hooked(void *p) { return hook(p); }

// p: unknown
int called(int (*f)(void *), void *p) { return f(p); }

// s: unknown
char *skip(char *s) {
	while (*s == ' ')
		s++;
	return s;
}

// l: no escape, read only
char *name_of(list *l) { return l->name; }

// a: deep no escape
// b: kept in a->next
void link_them(list *a, list *b) { a->next = b; }

// p: freed
void release(void *p) { free(p); }

// p: freed
void release_all(list *p) { release(p); }

// s: deep no escape, read only
void print(const char *s) { printf("%s\n", s); }

// p: unknown
void assembly(void *p) { __asm__ volatile("" : : "r"(p) : "memory"); }

// p: unknown
void hidden(void *p) {
	void *q;
	memcpy(&q, &p, sizeof q);
	elsewhere(q);
}

static void *saved;

// p: unknown
void as_integer(void *p) {
	unsigned long x = (unsigned long)p;
	x ^= 0x5555;
	saved = (void *)x;
}

// p: unknown
void in_object(void *p) {
	list *l = malloc(sizeof *l);
	elsewhere(l);
	l->next->name = p;
}

void by_variadic(int n, ...) {}

// p: unknown
void to_variadic(void *p) { by_variadic(1, p); }

// f: called
int compare(void *base, size_t n, int (*f)(const void *, const void *)) {
	qsort(base, n, 8, f);
	return 0;
}

// p: unknown
void nested(void *p) {
	void inner(void) { elsewhere(p); }
	inner();
}
