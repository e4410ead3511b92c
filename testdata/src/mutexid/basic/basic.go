// Package basic draws IDs from a counter behind a lock.
package basic

import (
	"fmt"
	"sync"
)

var (
	mu     sync.Mutex // guards nextID
	nextID uint64     // the last ID that was drawn
)

// Next returns a new ID.
func Next() uint64 {
	mu.Lock()
	nextID++ // want "^mu guards only nextID: every caller waits for the lock to add 1$"
	id := nextID
	mu.Unlock()
	return id
}

// Name returns a new name.
func Name() string {
	mu.Lock()
	defer mu.Unlock()

	nextID++ // want "mu guards only nextID"
	return fmt.Sprintf("conn-%d", nextID)
}

// Drawn returns how many IDs were drawn.
func Drawn() uint64 {
	mu.Lock()
	defer mu.Unlock()
	return nextID
}

func reset() {
	mu.Lock()
	nextID = 0
	mu.Unlock()
}
