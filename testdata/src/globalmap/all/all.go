// Package all does not use cgo, and is looked at because of the flag.
package all

import "sync"

var (
	mu       sync.RWMutex
	sessions = map[string]int{} // want "^map sessions has one lock, mu, so Get and Put contend on it$"
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
