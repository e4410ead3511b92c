// Package good has the samples of the page of cgolock that are right.
package good

/*
#include <stdint.h>
void onStatus(uintptr_t id, int status);
static inline void iterate(uintptr_t id) { onStatus(id, 1); }
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

//export onStatus
func onStatus(id C.uintptr_t, status C.int) {
	found, _ := toxes.Load(id)
	t := found.(*Tox)
	t.mu.Lock()
	t.status = int(status)
	t.mu.Unlock()
}

func (t *Tox) Iterate() {
	t.mu.Lock()
	id := t.id
	t.mu.Unlock()
	C.iterate(id)
}
