// export goEvent void int
// export goDone void void*
// export goTick void void
// export goSync void void
#include <pthread.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "_cgo_export.h"

static __thread int last_code;
static _Thread_local const char *last_error;
static __thread char message[128];
static int global_code;
typedef struct state { int err; char buf[64]; } state;
static __thread state *mine;
static pthread_key_t key;
static pthread_mutex_t mu;
static jmp_buf env;

static void set_error(int code, const char *msg) { last_code = code; last_error = msg; }

// thread: writes last_code, last_error
int add(int n) { if (n < 0) { set_error(1, "negative"); return -1; } return 0; }

// thread: reads last_error
const char *get_last_error(void) { return last_error; }

// thread: reads last_code
int get_last_code(void) { return last_code; }

// What it reads it has written.
// thread: writes last_code, last_error
int add_msg(int n, const char **msg) { int r = add(n); *msg = r ? last_error : 0; return r; }

// thread: nothing
int sub(int n) { if (n > 0) { global_code = 1; return -1; } return 0; }

// thread: writes message
int fail(const char *what) { snprintf(message, sizeof message, "%s failed", what); return -1; }

// thread: reads message
const char *get_message(void) { return message; }

static state *get_state(void) {
	if (!mine) mine = calloc(1, sizeof *mine);
	return mine;
}

// thread: reads mine; writes mine->err
void set_state(int e) { get_state()->err = e; }

static state *key_state(void) {
	state *s = pthread_getspecific(key);
	if (!s) {
		s = calloc(1, sizeof *s);
		pthread_setspecific(key, s);
	}
	return s;
}

// jumps: yes
void throw_error(void) { longjmp(env, 1); }

// jumps: yes
void check(int n) { if (n < 0) throw_error(); }

// jumps: no
int protected_check(int n) { if (setjmp(env)) return -1; check(n); return 0; }

static void *worker(void *arg) { goEvent(1); return NULL; }

// thread of goEvent: own
int start(void) { pthread_t t; return pthread_create(&t, NULL, worker, NULL); }

typedef void (*done_fn)(void *);
typedef struct job { done_fn done; void *arg; } job;
static done_fn on_done;

static void *run_job(void *p) { job *j = p; j->done(j->arg); return NULL; }

// later done: on a thread
int submit(job *j, done_fn done) { pthread_t t; j->done = done; return pthread_create(&t, NULL, run_job, j); }

// later done: by fire, fire_all
// stored done: on_done
void set_done(done_fn done) { on_done = done; }

void fire(void *arg) { if (on_done) on_done(arg); }

// place loop: on_done
void fire_all(void *arg, int n) {
	for (int i = 0; i < n; i++)
		fire(arg);
}

static void nothing(void *arg) {}

// stored done: on_done
void set_done_or_nothing(done_fn done) { on_done = done ? done : nothing; }

void use_go_done(void) { on_done = goDone; }

// thread of goDone: synchronous
void noop(void) {}

static void each_tick(void (*f)(void *)) { pthread_t t; pthread_create(&t, NULL, (void *(*)(void *))f, NULL); }

// later f: on a thread
void spawn_fn(void (*f)(void *)) { each_tick(f); }

// locked goTick: mu
// thread of goTick: synchronous
void tick(void) {
	pthread_mutex_lock(&mu);
	goTick();
	pthread_mutex_unlock(&mu);
}

// locked goTick: nothing
void tick_after(void) {
	pthread_mutex_lock(&mu);
	global_code++;
	pthread_mutex_unlock(&mu);
	goTick();
}

// thread of goSync: synchronous
void sync_call(void) { goSync(); }
