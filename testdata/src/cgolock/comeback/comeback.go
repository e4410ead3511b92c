// Package comeback holds locks over calls of C that come back by other ways
// than a plain call.
package comeback

/*
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

extern void onFrame(uintptr_t h);
extern void onItem(uintptr_t h, int i);
extern void onClosed(uintptr_t h);
extern void onLevel(int n);

typedef struct device {
	pthread_t thread;
	int stop;
	uintptr_t h;
	void (*closed)(uintptr_t);
} device;

static void *capture(void *arg) { device *d = arg; while (!d->stop) onFrame(d->h); return NULL; }
static void start_thread(device *d) { pthread_create(&d->thread, NULL, capture, d); }
static device *device_open(uintptr_t h)
{
	device *d = calloc(1, sizeof *d);
	d->h = h;
	start_thread(d);
	return d;
}
static void wait_end(device *d) { pthread_join(d->thread, NULL); }
static void device_stop(device *d) { d->stop = 1; wait_end(d); }
static void device_items(device *d) { for (int i = 0; i < 3; i++) onItem(d->h, i); }

static void tell_closed(uintptr_t h) { onClosed(h); }
static void device_close(device *d)
{
	d->closed = tell_closed;
	if (d->closed) d->closed(d->h);
	free(d);
}

static void (*level_changed)(int);
static void watch_level(void) { level_changed = onLevel; }
static void set_level(int n) { if (level_changed) level_changed(n); }
*/
import "C"

import (
	"runtime/cgo"
	"sync"
)

type Device struct {
	mu     sync.Mutex
	c      *C.device
	h      cgo.Handle
	frames int
	items  []int
	closed bool
}

func Open() *Device {
	d := &Device{}
	d.h = cgo.NewHandle(d)
	d.c = C.device_open(C.uintptr_t(d.h))
	return d
}

// The thread that it waits for wants the lock.
func (d *Device) Stop() {
	d.mu.Lock()
	defer d.mu.Unlock()
	C.device_stop(d.c) // want `^C.device_stop waits for a thread of C to end, which calls onFrame, which waits for mu, while Stop holds it: neither ever goes on$`
}

//export onFrame
func onFrame(h C.uintptr_t) {
	d := cgo.Handle(h).Value().(*Device)
	d.mu.Lock()
	d.frames++
	d.mu.Unlock()
}

func (d *Device) with(f func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f()
}

// A helper holds the lock while it calls what it is given.
func (d *Device) Items() []int {
	d.with(func() { C.device_items(d.c) }) // want `^C.device_items calls onItem, which calls with, which waits for mu, while with holds it: it waits for itself, forever$`
	return d.items
}

//export onItem
func onItem(h C.uintptr_t, i C.int) {
	d := cgo.Handle(h).Value().(*Device)
	d.with(func() { d.items = append(d.items, int(i)) })
}

// By a function that is stored in a field.
func (d *Device) Close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	C.device_close(d.c) // want `^C.device_close calls onClosed, which waits for mu, while Close holds it`
}

//export onClosed
func onClosed(h C.uintptr_t) {
	d := cgo.Handle(h).Value().(*Device)
	d.mu.Lock()
	d.closed = true
	d.mu.Unlock()
}

// By one that is stored in a variable.
var (
	levelMu sync.Mutex
	level   int
)

func SetLevel(n int) {
	levelMu.Lock()
	defer levelMu.Unlock()
	C.watch_level()
	C.set_level(C.int(n)) // want `^C.set_level calls onLevel, which waits for levelMu, while SetLevel holds it`
}

//export onLevel
func onLevel(n C.int) {
	levelMu.Lock()
	level = int(n)
	levelMu.Unlock()
}

// right

// The thread ends without the lock.
func (d *Device) StopUnlocked() {
	d.mu.Lock()
	c := d.c
	d.mu.Unlock()
	C.device_stop(c)
}
