// Pointers that are kept, in the ways that C libraries keep them.
#include <stdlib.h>
#include <string.h>
#include <pthread.h>

typedef struct node { void *data; struct node *next; } node;
typedef struct { void *user; void (*fn)(void *); struct { char *name; int n; } opt; } ctx;

static void *user;
static node *head;
static void *table[16];
static int count;
static ctx the_ctx;

// p: kept in user
void set_user(void *p) { user = p; }

// s: kept in the_ctx.opt.name
void set_name(char *s) { the_ctx.opt.name = s; }

// p: kept in table[]
int register_handle(void *p) {
	if (p == NULL || count >= 16)
		return -1;
	table[count++] = p;
	return 0;
}

// c: deep no escape
// p: kept in c->user
void ctx_set(ctx *c, void *p) { c->user = p; }

// c: deep no escape
// p: kept in c->user
int ctx_set_checked(ctx *c, void *p, size_t n) {
	if (c == NULL || n == 0)
		return -1;
	c->user = p;
	return 0;
}

// p: kept in head->data
void push(void *p) {
	node *n = malloc(sizeof *n);
	if (!n)
		abort();
	n->data = p;
	n->next = head;
	head = n;
}

// p: kept in the result
node *node_new(void *p) {
	node *n = calloc(1, sizeof *n);
	if (n == NULL)
		return NULL;
	n->data = p;
	return n;
}

// p: kept in (*out)->data
int node_make(node **out, void *p) {
	node *n = malloc(sizeof *n);
	n->data = p;
	*out = n;
	return 0;
}

// p: kept in the result
node *through_constructor(void *p) { return node_new(p); }

// p: kept in head->data
void publish(void *p) { head = node_new(p); }

static void store(void **where, void *what) { *where = what; }

// p: kept in user
void through_helper(void *p) { store(&user, p); }

// p: kept in c->user
void through_helper_field(ctx *c, void *p) { store(&c->user, p); }

static ctx *inner(ctx *c) { return c; }

// p: kept in c->user
void through_getter(ctx *c, void *p) { inner(c)->user = p; }

// p: kept in user
void offset(char *p) { user = p + 8; }

// p: kept in user
void through_local(void *p) {
	void *q = p;
	char *r = (char *)q;
	user = r;
}

// p: kept in the_ctx.user
void by_struct(void *p) {
	ctx c = { p };
	the_ctx = c;
}

// p: kept in c->user
void struct_literal(ctx *c, void *p) { *c = (ctx){ .user = p }; }

// p: kept in c->user
void struct_copy(ctx *c, void *p) {
	ctx t = { 0 };
	t.user = p;
	*c = t;
}

// opt: kept in the_ctx.opt.name (->opt.name)
void options_name(ctx *opt) { the_ctx.opt.name = opt->opt.name; }

// opt: kept in the_ctx (*)
void options(ctx *opt) { the_ctx = *opt; }

// name: kept in the_ctx.opt.name
void through_options(char *name) {
	ctx o;
	o.user = NULL;
	o.opt.name = name;
	options_name(&o);
}

#define SWAP(T, a, b) do { T t_ = (a); (a) = (b); (b) = t_; } while (0)

// p: kept in user
void *swap_user(void *p) {
	SWAP(void *, user, p);
	return p;
}

static void *run(void *arg) { return arg; }

// arg: kept in pthread_create until pthread_join
int start(void *arg) {
	pthread_t t;
	return pthread_create(&t, NULL, run, arg);
}

// s: kept in putenv
int export_env(char *s) { return putenv(s); }

// p: kept in c->user
void atomic_set(ctx *c, void *p) { __atomic_store_n(&c->user, p, __ATOMIC_RELEASE); }

// p: kept in c->user
int compare_set(ctx *c, void *p) {
	void *none = NULL;
	return __atomic_compare_exchange_n(&c->user, &none, p, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

// p: kept in user
void both_branches(void *p, int first) {
	if (first)
		user = p;
	else
		user = (char *)p;
}

// p: kept in user
void in_loop(void *p, int n) {
	for (int i = 0; i < n; i++)
		if (i == 3)
			user = p;
}

// p: kept in user
void expect(void *p) {
	if (__builtin_expect(p != NULL, 1))
		user = p;
}

// p: kept in local_static.last
void local_static(void *p) {
	static void *last;
	last = p;
}

typedef struct cell { void *data; struct cell *next; } cell;
typedef struct { cell *head; int n; } stack;

// p: kept in (*list)->data
static int cell_set_head(void *p, cell **list) {
	cell *c = malloc(sizeof *c);
	if (c == NULL)
		return 0;
	c->data = p;
	c->next = NULL;
	*list = c;
	return 1;
}

// p: kept in s->head->data
int stack_push(stack *s, void *p) { return cell_set_head(p, &s->head); }

stack *stack_new(int n);
void stack_delete(stack *s);

// The object that keeps p is gone when the function returns. In the callee it
// is where n is here, which has nothing to do with it.
//
// p: unknown
int through_own_stack(void *p, int *n) {
	stack *s = stack_new(1);
	int ok = stack_push(s, p);
	stack_delete(s);
	*n = ok;
	return ok;
}

// A job lasts as long as a call; the one that is never deleted does not.
typedef struct job { void *context; struct job *next; } job;
typedef struct { job *jobs, *job; char *message; } renderer;

static void jobs_delete(renderer *r) {
	job *j, *next;
	for (j = r->jobs; j; j = next) {
		next = j->next;
		free(j);
	}
	r->jobs = r->job = NULL;
}

void note(renderer *r) {
	free(r->message);
	r->message = NULL;
}

int jobs_run(renderer *r);

// p: unknown
int render(renderer *r, void *p) {
	job *j = r->job;
	j->context = p;
	int rc = jobs_run(r);
	jobs_delete(r);
	return rc;
}

// p: kept in r->job->context
int render_later(renderer *r, void *p) {
	job *j = r->job;
	j->context = p;
	note(r);
	return jobs_run(r);
}
