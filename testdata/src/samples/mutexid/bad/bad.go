// Package bad has the samples of the page of mutexid that are reported.
package bad

import "sync"

var (
	mu     sync.Mutex
	nextID uint64
)

func newID() uint64 {
	mu.Lock()
	nextID++ // mu guards only nextID
	id := nextID
	mu.Unlock()
	return id
}

func New() uint64 { return newID() }
