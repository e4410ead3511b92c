// Package late enters what C may have looked up before.
package late

/*
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
extern void onMessage(uintptr_t sub, int n);
typedef struct sub { pthread_t t; int stop; } sub;
static void *receive(void *arg) { sub *s = arg; while (!s->stop) onMessage((uintptr_t)s, 1); return NULL; }
static uintptr_t subscribe(int topic) {
	sub *s = calloc(1, sizeof *s);
	pthread_create(&s->t, NULL, receive, s);
	return (uintptr_t)s;
}
*/
import "C"

import "sync"

type Sub struct{ messages int }

var (
	mu   sync.Mutex
	subs = make(map[C.uintptr_t]*Sub)
)

//export onMessage
func onMessage(sub C.uintptr_t, n C.int) {
	mu.Lock()
	defer mu.Unlock()
	subs[sub].messages += int(n)
}

func Subscribe(topic C.int, s *Sub) {
	sub := C.subscribe(topic) // starts a thread, which calls onMessage
	mu.Lock()
	subs[sub] = s // onMessage may have looked it up before
	mu.Unlock()
}
