// Package limits holds what cgoloop does not see, and what it says too much.
package limits

/*
#include <unistd.h>

static int put(int x) { return x; }
static int read_block(void) { return usleep(1000); }
*/
import "C"

type putter interface{ put(x int) }

type toC struct{}

func (toC) put(x int) { C.put(C.int(x)) }

// Not seen: the interface hides what is called.
func byInterface(p putter, xs []int) {
	for _, x := range xs {
		p.put(x)
	}
}

// Not seen: the variable may hold any function.
func byVariable(xs []int) {
	put := func(x int) {}
	put = func(x int) { C.put(C.int(x)) }
	for _, x := range xs {
		put(x)
	}
}

// Said too much: the C function takes a thousand times as long as the
// crossing.
func slow(n int) (sum int) {
	for range n {
		sum += int(C.read_block()) // want "C.read_block crosses into C once per iteration"
	}
	return sum
}

// Said too much: there are never more than three options.
func options(opts []int) {
	for _, opt := range opts {
		C.put(C.int(opt)) // want "C.put crosses"
	}
}
