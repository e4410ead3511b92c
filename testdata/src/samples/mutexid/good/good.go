// Package good has the samples of the page of mutexid that are right.
package good

import "sync/atomic"

var nextID atomic.Uint64

func newID() uint64 {
	id := nextID.Add(1)
	return id
}

func New() uint64 { return newID() }
