// Package objects keeps values under numbers.
package objects

import "sync"

// A Table keeps values.
type Table struct {
	mu   sync.RWMutex
	m    map[uintptr]any
	next uintptr
}

// New makes a table.
func New() *Table { return &Table{m: make(map[uintptr]any)} }

// Put enters v, and returns its number.
func (t *Table) Put(v any) uintptr {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.next++
	t.m[t.next] = v
	return t.next
}

// Get looks a number up.
func (t *Table) Get(n uintptr) any {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.m[n]
}

// Counter counts.
type Counter struct {
	mu sync.Mutex
	n  int
}

// Add adds.
func (c *Counter) Add(n int) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n += n
	return c.n
}
