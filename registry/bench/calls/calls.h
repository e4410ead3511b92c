#include <stdint.h>

int empty(int x);                       // one call, one item
void fill(int *items, int n);           // one call, n items
void call_each(uintptr_t h, int n);     // n callbacks, one item each
void call_batch(uintptr_t h, int n);    // one callback, n items; n <= 1000
void call_each_on_thread(uintptr_t h, int n); // call_each on a thread of C's own
