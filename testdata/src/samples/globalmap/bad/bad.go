// Package bad has the samples of the page of globalmap that are reported.
package bad

/*
#include <stdint.h>
*/
import "C"

import (
	"sync"
)

type conn struct{ n int }

func (c *conn) receive() { c.n++ }

var (
	mu    sync.RWMutex
	conns = make(map[uintptr]*conn) // every caller of goReceive waits for mu
)

func Add(id uintptr, c *conn) {
	mu.Lock()
	conns[id] = c
	mu.Unlock()
}

//export goReceive
func goReceive(id C.uintptr_t) {
	mu.RLock() // changes a counter that all readers share
	c := conns[uintptr(id)]
	mu.RUnlock()
	if c != nil {
		c.receive()
	}
}
