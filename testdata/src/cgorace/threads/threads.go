// Package threads has callbacks that C calls on threads that it has started.
package threads

/*
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

extern void onLog(char *text);
extern void onEvent(int kind);
extern void onMessage(uintptr_t sub, int n);
extern void onChange(int watch);
extern void onTimer(int id);

static void *work(void *arg) { onLog("working"); onEvent(1); return NULL; }
static void library_init(void) { pthread_t t; pthread_create(&t, NULL, work, NULL); }

typedef struct sub { pthread_t t; int stop; } sub;
static void *receive(void *arg) { sub *s = arg; while (!s->stop) onMessage((uintptr_t)s, 1); return NULL; }
static void spawn(sub *s) { pthread_create(&s->t, NULL, receive, s); }
static sub *subscribe(void) { sub *s = calloc(1, sizeof *s); spawn(s); return s; }
static void unsubscribe(sub *s) { s->stop = 1; pthread_join(s->t, NULL); free(s); }

static void *watch_files(void *arg) { onChange((int)(intptr_t)arg); return NULL; }
static int watch(int fd) { pthread_t t; pthread_create(&t, NULL, watch_files, (void *)(intptr_t)fd); return fd; }

static void *tick(void *arg) { onTimer((int)(intptr_t)arg); return NULL; }
static void start_timer(int id) { pthread_t t; pthread_create(&t, NULL, tick, (void *)(intptr_t)id); }
*/
import "C"

import (
	"sync"
	"unsafe"
)

// A function that may be set while the thread runs.
var logger func(string)

func SetLogger(f func(string)) { logger = f }

//export onLog
func onLog(text *C.char) {
	if logger != nil {
		logger(C.GoString(text)) // want `^onLog reads logger, which SetLogger sets, and no lock guards it: C calls onLog on any thread, and what is read may be gone already$`
	}
}

type Handler interface{ Event(kind int) }

type Client struct{ handler Handler }

var client *Client

// What is set before C starts is no race.
func New() *Client {
	client = &Client{}
	C.library_init()
	return client
}

func (c *Client) SetHandler(h Handler) { c.handler = h }

//export onEvent
func onEvent(kind C.int) {
	if h := client.handler; h != nil { // want `^onEvent reads handler, which SetHandler sets, and no lock guards it: .* may be half old and half new$`
		h.Event(int(kind))
	}
}

// An entry that comes too late.
type Subscription struct {
	c *C.sub
	f func(int)
}

var (
	mu   sync.Mutex
	subs = map[uintptr]*Subscription{}
)

func Subscribe(f func(int)) *Subscription {
	c := C.subscribe()
	s := &Subscription{c, f}
	mu.Lock()
	subs[uintptr(unsafe.Pointer(c))] = s // want `^Subscribe inserts into subs after C.subscribe, which starts a thread that calls onMessage`
	mu.Unlock()
	return s
}

func (s *Subscription) Close() {
	C.unsubscribe(s.c)
	mu.Lock()
	delete(subs, uintptr(unsafe.Pointer(s.c)))
	mu.Unlock()
}

//export onMessage
func onMessage(sub C.uintptr_t, n C.int) {
	mu.Lock()
	s := subs[uintptr(sub)]
	mu.Unlock()
	s.f(int(n))
}

var (
	timerMu sync.Mutex
	timers  = map[int]func(){}
)

func After(id int, f func()) {
	C.start_timer(C.int(id))
	timerMu.Lock()
	timers[id] = f // want `^After inserts into timers after C.start_timer, which starts a thread that calls onTimer, which may look up the entry before it is there: it then finds nothing, and does not look$`
	timerMu.Unlock()
}

//export onTimer
func onTimer(id C.int) {
	timerMu.Lock()
	f := timers[int(id)]
	timerMu.Unlock()
	f()
}

var (
	watchMu sync.Mutex
	watches = map[C.int]chan int{}
)

// The callback looks whether the entry is there.
func Watch(fd int) chan int {
	id := C.watch(C.int(fd))
	changes := make(chan int, 1)
	watchMu.Lock()
	watches[id] = changes // want "^low: Watch inserts into watches after C.watch, .*: what C tells it then is lost$"
	watchMu.Unlock()
	return changes
}

// Here it waits for the lock until the entry is there.
func WatchLocked(fd int) chan int {
	watchMu.Lock()
	defer watchMu.Unlock()
	changes := make(chan int, 1)
	watches[C.watch(C.int(fd))] = changes
	return changes
}

//export onChange
func onChange(id C.int) {
	watchMu.Lock()
	changes, ok := watches[id]
	watchMu.Unlock()
	if ok {
		changes <- 1
	}
}
