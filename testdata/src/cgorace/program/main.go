// Command program registers and removes clients while a thread of C calls back.
package main

/*
#cgo LDFLAGS: -lpthread
#include <pthread.h>
#include <stdatomic.h>

extern void goEvent(int id);

static atomic_int stopped;
static pthread_t thread;

static void *deliver(void *unused) {
	for (int i = 0; !atomic_load(&stopped); i++)
		goEvent(i % 64);
	return unused;
}
static void start(void) { pthread_create(&thread, 0, deliver, 0); }
static void stop(void) { atomic_store(&stopped, 1); pthread_join(thread, 0); }
*/
import "C"

import (
	"fmt"
	"sync"
)

type client struct{ events int }

var (
	mu      sync.Mutex
	clients = make(map[int]*client)
)

func add(id int) {
	mu.Lock()
	defer mu.Unlock()
	clients[id] = new(client)
}

func remove(id int) {
	mu.Lock()
	defer mu.Unlock()
	delete(clients, id)
}

//export goEvent
func goEvent(id C.int) {
	c := clients[int(id)] // want "^goEvent looks into clients without mu, under which add inserts into it: "
	if c != nil {
		c.events++
	}
}

func main() {
	C.start()
	for i := range 1_000_000 {
		add(i % 64)
		remove((i + 32) % 64)
	}
	C.stop()
	fmt.Println("all events delivered")
}
