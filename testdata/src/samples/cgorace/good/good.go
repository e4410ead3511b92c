// Package good has the samples of the page of cgorace that are right.
package good

/*
#include <stdint.h>
*/
import "C"

import (
	"sync"
)

type Client struct{ frames int }

func (c *Client) process(n int) { c.frames += n }

var (
	mu      sync.RWMutex
	clients = make(map[uintptr]*Client)
)

func Open(id uintptr, c *Client) {
	mu.Lock()
	defer mu.Unlock()
	clients[id] = c
}

//export goProcess
func goProcess(id C.uintptr_t, frames C.int) {
	mu.RLock()
	c := clients[uintptr(id)]
	mu.RUnlock()
	c.process(int(frames))
}
