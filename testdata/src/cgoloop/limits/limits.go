// Package limits holds what cgoloop does not see, and what it says too much.
package limits

/*
static int put(int x) { return x; }
*/
import "C"

type putter interface{ put(x int) }

type toC struct{}

func (toC) put(x int) { C.put(C.int(x)) }

type toGo struct{ xs []int }

func (g *toGo) put(x int) { g.xs = append(g.xs, x) }

// Not seen: the interface may stand for Go code, too.
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

// Said too much: there are never more than three options.
func options(opts []int) {
	for _, opt := range opts {
		C.put(C.int(opt)) // want "C.put crosses"
	}
}
