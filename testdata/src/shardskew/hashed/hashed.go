// Package hashed is for a Go version with maphash.Comparable.
package hashed

import (
	"sync"
	"unsafe"
)

type conn struct{ name, peer string }

var locks [16]sync.Mutex

// lockOf returns the lock of a connection.
func lockOf(c *conn) *sync.Mutex {
	p := uintptr(unsafe.Pointer(c))
	return &locks[p%16] // want "p varies only in steps of 32: all keys land in 1 of 16 shards"
}

var nameLocks [16]sync.Mutex

// lockOfName returns the lock of a name.
func lockOfName(name string) *sync.Mutex {
	return &nameLocks[int(name[0])%16] // want "the shard depends only on the first byte of name"
}
