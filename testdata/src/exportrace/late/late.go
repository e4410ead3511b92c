// Package late starts threads of C before it registers what they ask for.
package late

/*
#include <pthread.h>
#include <stdint.h>

extern void goTick(int id);
static void *tick(void *arg) { goTick((int)(intptr_t)arg); return NULL; }
static void start(int id) { pthread_t t; pthread_create(&t, NULL, tick, (void *)(intptr_t)id); }
*/
import "C"

import "sync"

var (
	mu    sync.Mutex
	ticks = make(map[int]func())
)

// Start registers f when the thread may have asked for it already.
func Start(id int, f func()) {
	C.start(C.int(id))
	mu.Lock()
	ticks[id] = f // want "^ticks: inserted after C.start, whose thread calls goTick$"
	mu.Unlock()
}

// Started registers it first.
func Started(id int, f func()) {
	mu.Lock()
	ticks[id] = f
	mu.Unlock()
	C.start(C.int(id))
}

//export goTick
func goTick(id C.int) {
	mu.Lock()
	f := ticks[int(id)]
	mu.Unlock()
	f()
}
