// Package all does not use cgo, and is looked at because of the flag.
package all

import "sync"

var (
	mu       sync.RWMutex
	sessions = map[string]int{} // want "^every caller of Get and Put waits for mu: one lock guards the whole map sessions$"
)

// Get finds a session.
func Get(name string) int {
	mu.RLock()
	defer mu.RUnlock()
	return sessions[name]
}

// Put adds a session.
func Put(name string, n int) {
	mu.Lock()
	sessions[name] = n
	mu.Unlock()
}
