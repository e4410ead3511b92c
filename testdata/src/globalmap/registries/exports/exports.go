// Package exports has a library for C: IDs go out and come in through
// exports.
package exports

/*
#include <stdint.h>
extern uint64_t counter_new(int);
extern int counter_add(uint64_t, int);
extern int counter_free(uint64_t);
static int use(int start, int times) {
	uint64_t c = counter_new(start);
	int sum = 0;
	for (int i = 0; i < times; i++)
		sum += counter_add(c, i);
	if (counter_add(c + 1000000, 1) != -1)
		return -1;
	if (!counter_free(c) || counter_free(c))
		return -2;
	return sum;
}
*/
import "C"

import (
	"sync"

	"example.com/globalmap/registries/goroutines"
)

type counter struct{ n int }

var (
	countersMu sync.Mutex
	counters   = map[uint64]*counter{}
	nextID     uint64
)

//export counter_new
func counter_new(start C.int) C.uint64_t {
	c := &counter{int(start)}
	countersMu.Lock()
	defer countersMu.Unlock()
	nextID++
	counters[nextID] = c
	return C.uint64_t(nextID)
}

//export counter_add
func counter_add(id C.uint64_t, n C.int) C.int {
	countersMu.Lock()
	c, ok := counters[uint64(id)]
	countersMu.Unlock()
	if !ok {
		return -1
	}
	c.n += int(n)
	return C.int(c.n)
}

//export counter_free
func counter_free(id C.uint64_t) C.int {
	countersMu.Lock()
	defer countersMu.Unlock()
	_, ok := counters[uint64(id)]
	delete(counters, uint64(id))
	if ok {
		return 1
	}
	return 0
}

// Run lets C use counters.
func Run(n int) int {
	return goroutines.Sum(n, func(i int) (sum int) {
		for j := range goroutines.Rounds {
			sum += int(C.use(C.int(i), C.int(j%10)))
		}
		return sum
	})
}
