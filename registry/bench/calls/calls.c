#include <pthread.h>
#include "calls.h"
#include "_cgo_export.h"

int empty(int x) { return x + 1; }

void fill(int *items, int n) {
	for (int i = 0; i < n; i++)
		items[i] = empty(i);
}

void call_each(uintptr_t h, int n) {
	for (int i = 0; i < n; i++)
		goItem(h, i);
}

void call_batch(uintptr_t h, int n) {
	int items[1000];
	fill(items, n);
	goItems(h, items, n);
}

struct job { uintptr_t h; int n; };

static void *run_job(void *arg) {
	struct job *j = arg;
	call_each(j->h, j->n);
	return 0;
}

void call_each_on_thread(uintptr_t h, int n) {
	struct job j = { h, n };
	pthread_t t;
	if (pthread_create(&t, 0, run_job, &j) == 0)
		pthread_join(t, 0);
}
