// Package lib has locks that other packages take.
package lib

// static int zero(void) { return 0; }
import "C"

import "sync"

// A Store locks for its callers.
type Store struct {
	mu sync.RWMutex
	M  map[int]int
	N  int
}

// Lock does nothing else.
func (s *Store) Lock() { s.mu.Lock() } // want Lock:"^Lock on mu$"

// Unlock does nothing else.
func (s *Store) Unlock() { s.mu.Unlock() } // want Unlock:"^Unlock on mu$"

// Begin locks among other things.
func (s *Store) Begin() int { // want Begin:"^Lock on mu, among other things$"
	s.mu.Lock()
	return s.N + int(C.zero())
}

// End unlocks in the end.
func (s *Store) End() { // want End:"^Unlock on mu, among other things$"
	defer s.mu.Unlock()
	s.N++
}

// Hold returns what unlocks.
func (s *Store) Hold() func() { // want Hold:"^RLock on mu until what it returns is called, among other things$"
	s.mu.RLock()
	return s.mu.RUnlock
}

// Get locks for itself.
func (s *Store) Get(i int) int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.M[i]
}

var mu sync.Mutex

// Lock locks a variable of the package.
func Lock() { mu.Lock() } // want Lock:"^Lock on mu$"

// Unlock unlocks it.
func Unlock() { mu.Unlock() } // want Unlock:"^Unlock on mu$"

// An Open store has a lock that is embedded.
type Open struct {
	sync.Mutex
	N int
}
