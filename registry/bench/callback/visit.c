#include <pthread.h>
#include "visit.h"

static visit_fn visit;
static void *visit_user;

void visitor_set(visit_fn f, void *user) {
	visit = f;
	visit_user = user;
}

int visitor_run(int items) {
	int sum = 0;
	for (int i = 0; i < items; i++)
		sum += visit(visit_user, i);
	return sum;
}

struct job { int items, sum; };

static void *run_job(void *arg) {
	struct job *j = arg;
	j->sum = visitor_run(j->items);
	return 0;
}

int visitor_run_on_thread(int items) {
	struct job j = { items, 0 };
	pthread_t t;
	if (pthread_create(&t, 0, run_job, &j) != 0)
		return -1;
	pthread_join(t, 0);
	return j.sum;
}
