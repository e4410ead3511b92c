// Package locals keeps counters in variables of a function.
package locals

import "sync"

// Counter returns a function that draws IDs.
func Counter() func() int {
	var mu sync.Mutex
	next := 0
	return func() int {
		mu.Lock()
		defer mu.Unlock()
		next++ // want "mu guards only next"
		return next
	}
}

// From is the same for a pointer to a lock, and other numbers.
func From() func() uint64 {
	mu := &sync.Mutex{}
	next := uint64(100)
	return func() uint64 {
		mu.Lock()
		id := next
		next++ // want "mu guards only next"
		mu.Unlock()
		return id
	}
}

var (
	first   = 1
	firstMu sync.Mutex
)

// One starts with one.
func One() int {
	firstMu.Lock()
	defer firstMu.Unlock()
	id := first
	first++ // want "firstMu guards only first"
	return id
}
