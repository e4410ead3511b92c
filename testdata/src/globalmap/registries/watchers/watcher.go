// Package watchers has a map that is gone through while it is locked for
// reading. It is after github.com/ceph/go-ceph, rados/watcher.go.
package watchers

/*
#include <stdint.h>
extern void watchNotify(uint64_t, uint64_t);
static uint64_t watch(uint64_t n) { return n * 8 + 1; }
static void notify(uint64_t id, uint64_t value) { watchNotify(id, value); }
*/
import "C"

import (
	"sync"

	"example.com/globalmap/registries/goroutines"
)

// WatcherID is the unique ID of a Watcher.
type WatcherID uint64

// Watcher receives events.
type Watcher struct {
	id     WatcherID
	events chan uint64
}

var (
	watchers    = map[WatcherID]*Watcher{}
	watchersMtx sync.RWMutex
)

func newWatcher(id WatcherID) *Watcher {
	w := &Watcher{id: id, events: make(chan uint64, 1)}
	watchersMtx.Lock()
	watchers[w.id] = w
	watchersMtx.Unlock()
	return w
}

// Delete the watcher.
func (w *Watcher) Delete() bool {
	watchersMtx.Lock()
	_, ok := watchers[w.id]
	if ok {
		delete(watchers, w.id)
	}
	watchersMtx.Unlock()
	if ok {
		close(w.events)
	}
	return ok
}

func alive() int {
	n := 0
	watchersMtx.RLock()
	defer watchersMtx.RUnlock()
	for _, w := range watchers {
		if w.events != nil {
			n++
		}
	}
	return n
}

//export watchNotify
func watchNotify(id C.uint64_t, value C.uint64_t) {
	watchersMtx.RLock()
	w, ok := watchers[WatcherID(id)]
	watchersMtx.RUnlock()
	if !ok {
		return
	}
	w.events <- uint64(value)
}

// Run watches and is notified.
func Run(n int) int {
	return goroutines.Sum(n, func(i int) (sum int) {
		for j := range goroutines.Rounds {
			w := newWatcher(WatcherID(C.watch(C.uint64_t(i*goroutines.Rounds + j))))
			C.notify(C.uint64_t(w.id), C.uint64_t(j))
			sum += i + int(<-w.events)
			if alive() == 0 || !w.Delete() || w.Delete() {
				panic("a watcher is lost")
			}
		}
		return sum
	}) + alive()
}
