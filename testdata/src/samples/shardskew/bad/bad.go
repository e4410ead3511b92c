// Package bad has the samples of the page of shardskew that are reported.
package bad

import (
	"sync"
	"unsafe"
)

type conn struct{ words [4]uint64 }

type shard struct {
	mu    sync.Mutex
	conns map[*conn]bool
}

var shards [16]shard

func shardOf(c *conn) *shard {
	return &shards[uintptr(unsafe.Pointer(c))%16] // a conn has 32 bytes: always 0
}

func Has(c *conn) bool {
	s := shardOf(c)
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.conns[c]
}
