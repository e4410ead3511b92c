// Package locks has a variable that goes, and the lock with it.
package locks

import (
	"fmt"
	"sync"
)

// gone is what the fix deletes, with its lock.
var (
	goneMu sync.Mutex // guards gone
	gone   int
	stays  = fmt.Sprint(1)
)

func Next() int {
	goneMu.Lock() // want "^gone: deleted$"
	defer goneMu.Unlock()
	gone++
	return 0
}

type state struct {
	name string
	mu   sync.Mutex
	n    int // it counts
}

func (s *state) count() int {
	s.mu.Lock() // want "^n: deleted$"
	s.n++
	s.mu.Unlock()
	return len(s.name)
}

var first = &state{name: "first", n: 0}

// The lock of shared is used by somebody else, too: it stays.
var (
	sharedMu sync.Mutex
	shared   int
)

func Share() {
	sharedMu.Lock() // want "^shared: deleted$"
	shared++
	sharedMu.Unlock()
}

func Lend() sync.Locker { return &sharedMu }

// Two names of one declaration cannot both be told from their values.
var pairMu, pair = new(sync.Mutex), 0

func Pair() {
	pairMu.Lock() // want "^pair: a variable is declared together with others$"
	pair++
	pairMu.Unlock()
}
