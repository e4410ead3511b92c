// Package registry keeps the lock of a registry while something else runs.
package registry

/*
#include <stdio.h>
#include <stdlib.h>
static int total;
static void add(int n) { total += n; }
static int count(void) { return total; }
static void tell(int n) { printf("%d\n", n); }
static void flush(void) { fflush(stdout); }
static void drop(void *p) { free(p); }
*/
import "C"

import (
	"sync"
	"unsafe"
)

var (
	mu        sync.Mutex
	listeners = map[int]func(int){}
	last      int
)

func subscribe(f func(int)) int {
	mu.Lock()
	defer mu.Unlock()
	last++
	listeners[last] = f
	C.tell(1) // want "^C.tell is called while mu is held: everybody who needs listeners waits for it$"
	return last
}

// What a lock is held for once is one finding.
func tellAll(p unsafe.Pointer) {
	mu.Lock()
	defer mu.Unlock()
	for id := range listeners {
		C.tell(C.int(id)) // want "^C.tell and C.flush are called while mu is held: everybody who needs listeners waits for them$"
		C.tell(0)
	}
	C.flush()
}

// What does no more than the lookup itself may be called.
func forget(id int, p unsafe.Pointer) {
	mu.Lock()
	defer mu.Unlock()
	if int(C.count()) > id {
		delete(listeners, id)
		C.add(-1)
		C.drop(p)
	}
}

//export goNotify
func goNotify(id, n C.int) {
	mu.Lock()
	defer mu.Unlock()
	if f, ok := listeners[int(id)]; ok {
		f(int(n)) // want "the callback f runs while mu is held: everybody who needs listeners waits for it"
	}
}

//export goNotifyAll
func goNotifyAll(n C.int) {
	mu.Lock()
	for _, f := range listeners {
		f(int(n)) // want "the callback f runs while mu is held"
	}
	mu.Unlock()
}

//export goNotifyFree
func goNotifyFree(id, n C.int) {
	mu.Lock()
	f := listeners[int(id)]
	mu.Unlock()
	f(int(n))
	C.tell(n)
}

// Two maps behind one lock.
var (
	both    sync.Mutex
	sources = map[C.int]unsafe.Pointer{}
	sinks   = map[C.int]unsafe.Pointer{}
)

func addSource(id C.int, p, q unsafe.Pointer) {
	both.Lock()
	defer both.Unlock()
	sources[id], sinks[id] = p, q
	C.tell(id) // want "^C.tell is called while both is held: everybody who needs sources or sinks waits for it$"
}

//export goSource
func goSource(id C.int) unsafe.Pointer {
	both.Lock()
	defer both.Unlock()
	return sources[id]
}

//export goSink
func goSink(id C.int) unsafe.Pointer {
	both.Lock()
	defer both.Unlock()
	return sinks[id]
}

func flushed() {
	mu.Lock()
	defer mu.Unlock()
	delete(listeners, 0)
	C.flush() //cgolint:ignore globalmap by the name that the check had before
}
