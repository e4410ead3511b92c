// Package plain does not use cgo: it is looked at with -globalmap.scope=all.
package plain

import "sync"

var (
	mu       sync.RWMutex
	sessions = map[string]int{}
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
