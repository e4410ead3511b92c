// Package entries has the sample of the page of mutexid in which the lock also
// guards a map.
package entries

import "sync"

type conn struct{ n int }

var (
	mu    sync.Mutex
	next  uint64
	conns = make(map[uint64]*conn)
)

func Add(c *conn) {
	mu.Lock()
	next++
	conns[next] = c
	mu.Unlock()
}

func Get(id uint64) *conn {
	mu.Lock()
	defer mu.Unlock()
	return conns[id]
}
