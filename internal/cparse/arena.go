package cparse

// An arena allocates values that are all given up at once.
type arena[T any] struct {
	chunks [][]T
	n      int
}

const arenaChunk = 256

func (a *arena[T]) alloc() *T {
	c, i := a.n/arenaChunk, a.n%arenaChunk
	if c == len(a.chunks) {
		a.chunks = append(a.chunks, make([]T, arenaChunk))
	}
	a.n++
	return &a.chunks[c][i]
}

// reset gives all values up.
func (a *arena[T]) reset() {
	const kept = 64
	for c := 0; c*arenaChunk < a.n; c++ {
		clear(a.chunks[c])
	}
	if len(a.chunks) > kept {
		a.chunks = a.chunks[:kept]
	}
	a.n = 0
}
