// Package bad has the samples of the page of cgolock that are reported.
package bad

/*
#include <poll.h>
#include <stdint.h>
void onStatus(uintptr_t id, int status);
static inline void iterate(uintptr_t id) { onStatus(id, 1); }
static inline void wait_readable(int fd) {
	struct pollfd p = {fd, POLLIN, 0};
	poll(&p, 1, -1);
}
*/
import "C"

import (
	"sync"
)

type Tox struct {
	mu     sync.Mutex
	id     C.uintptr_t
	status int
}

var toxes sync.Map

func find(id C.uintptr_t) *Tox {
	t, _ := toxes.Load(id)
	return t.(*Tox)
}

//export onStatus
func onStatus(id C.uintptr_t, status C.int) {
	t := find(id)
	t.mu.Lock() // is held by Iterate
	t.status = int(status)
	t.mu.Unlock()
}

func (t *Tox) Iterate() {
	t.mu.Lock()
	defer t.mu.Unlock()
	C.iterate(t.id) // calls onStatus
}

type Device struct {
	mu      sync.Mutex
	fd      C.int
	timeout int
}

func (d *Device) Wait() {
	d.mu.Lock()
	defer d.mu.Unlock()
	C.wait_readable(d.fd) // SetTimeout, which only sets a field, waits
}

func (d *Device) SetTimeout(n int) {
	d.mu.Lock()
	d.timeout = n
	d.mu.Unlock()
}
