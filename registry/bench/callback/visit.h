#include <stdint.h>

// A library as many are: it keeps one void * and hands it to its callback.
typedef int (*visit_fn)(void *user, int item);

void visitor_set(visit_fn f, void *user);
int visitor_run(int items);            // calls back items times, on this thread
int visitor_run_on_thread(int items);  // the same on a thread of C's own
