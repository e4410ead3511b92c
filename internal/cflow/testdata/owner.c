#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct node { char *name; struct node *next; int n; } node;
typedef struct list { node *head; char buf[32]; char *items[8]; int len; } list;
static char *current;
static char stamp[64];

// gives: fresh freed by node_free, node_drop, free, realloc
node *node_new(const char *name) {
	node *n = malloc(sizeof *n);
	if (!n) return NULL;
	n->name = strdup(name);
	if (!n->name) { free(n); return NULL; }
	return n;
}

// gives: fresh freed by node_free, node_drop, free, realloc
node *node_helper(void) { return node_new("x"); }

// n: freed
void node_free(node *n) {
	if (n == NULL) return;
	free(n->name);
	free(n);
}

// n: may be freed
void node_drop(node *n) { if (--n->n == 0) node_free(n); }

// One that the list has is not the caller's.
// gives: unknown
node *node_push(list *l) {
	node *n = calloc(1, sizeof *n);
	n->next = l->head;
	l->head = n;
	return n;
}

// gives: fresh freed by free, realloc
char *format(int i) {
	char *s;
	if (asprintf(&s, "%d", i) < 0) return NULL;
	return s;
}

// gives: fresh freed by free, realloc
char *copy_or_null(const char *s) { return s ? strdup(s) : NULL; }

// Some are literals.
// gives: unknown
char *name_of(int i) { if (i) return strdup("a"); return "b"; }

// gives: static
const char *literal(int i) { return i ? "a" : "b"; }

// gives: static &stamp
const char *last_stamp(void) { snprintf(stamp, sizeof stamp, "x"); return stamp; }

// gives: static current
char *get_current(void) { return current; }

// What is taken out belongs to the caller.
// gives: unknown
char *take_current(void) { char *c = current; current = NULL; return c; }

// gives: inside 1 ->name
const char *node_name(const node *n) { return n ? n->name : NULL; }

// gives: inside 1 &->buf
char *list_buf(list *l) { return l->buf; }

// gives: unknown
node *list_pop(list *l) { node *n = l->head; if (n) l->head = n->next; return n; }

// gives: same as argument 1
list *list_self(list *l) { l->len++; return l; }

// out out: fresh freed by node_free, node_drop, free, realloc if result == 0
// fails: unknown
int node_open(const char *name, node **out) {
	node *n = node_new(name);
	if (!n) return -1;
	*out = n;
	return 0;
}

// A null pointer is handed out when it fails.
// out out: fresh freed by node_free, node_drop, free, realloc
int node_open2(const char *name, node **out) {
	*out = node_new(name);
	return *out ? 0 : 1;
}

// out out: fresh freed by node_free, node_drop, free, realloc if result == 0
int node_open3(const char *name, node **out) { return node_open(name, out); }

// out out: fresh freed by node_free, node_drop, free, realloc if result == 0
int node_open4(const char *name, node **out) {
	node *n = NULL;
	int rc = node_open(name, &n);
	if (rc != 0) return rc;
	n->n = 1;
	*out = n;
	return 0;
}

// Freed again where something else fails.
// out out: fresh freed by node_free, node_drop, free, realloc if result == 0
int node_open5(const char *name, node **out) {
	*out = node_new(name);
	if (*out == NULL) return -1;
	if ((*out)->name[0] == 0) {
		node_free(*out);
		return -2;
	}
	return 0;
}

// out out: static
void get_name(const char **out) { *out = "name"; }

// out name: inside 1 ->name
int node_get(const node *n, const char **name) { *name = n->name; return 0; }

// fails: fails with errno
int set_errno(int i) { if (i > 3) { errno = EINVAL; return -1; } return 0; }

// fails: fails with errno
int opened(const char *path) { FILE *f = fopen(path, "r"); if (!f) return -1; fclose(f); return 0; }

// fails: fails with negative
int plain(int i) { if (i > 3) return -1; return 0; }

// fails: fails with negative errno
int kernel_style(int i) { if (i > 3) return -EINVAL; if (i < 0) return -ENOENT; return 0; }

// fails: fails with negative errno
int minus_errno(const char *path) { FILE *f = fopen(path, "r"); if (!f) return -errno; fclose(f); return 0; }

// fails: fails with errno number
int pthread_style(pthread_mutex_t *m) { int rc = pthread_mutex_init(m, NULL); if (rc) return rc; return 0; }

// fails: fails with errno number
int invalid(int i) { if (i < 0) return EINVAL; return 0; }

// A code of one's own.
// fails: unknown
int code(int i) { if (i < 0) return 1; if (i == 0) return 2; return 0; }

enum { ERR_MEMORY = -12, ERR_OTHER = -99 };

// Numbers of errno they only look like.
// fails: fails with negative
int enumerated(int i) { if (i < 0) return ERR_MEMORY; if (i > 9) return ERR_OTHER; return 0; }

// fails: fails with NULL
void *null_fails(list *l, int i) { if (i > 8) return NULL; return l->items[i]; }

// fails: fails with errno
// gives: fresh freed by free, realloc
void *xcalloc(size_t n) { return calloc(1, n); }

// A loop, and a goto to the end.
// gives: fresh freed by free, realloc
char *joined(char **parts, int n) {
	char *r = malloc(100);
	int i;
	if (!r) goto out;
	for (i = 0; i < n; i++) {
		if (!parts[i]) goto fail;
		strcat(r, parts[i]);
	}
	goto out;
fail:
	free(r);
	r = NULL;
out:
	return r;
}

// gives: fresh freed by free, realloc
char *by_kind(int kind) {
	char *r = NULL;
	switch (kind) {
	case 1: r = strdup("one"); break;
	case 2: r = malloc(3); if (!r) return NULL; break;
	default: return NULL;
	}
	return r;
}
