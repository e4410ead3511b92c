// Package handle gives C pointers as user data, and gets them back.
package handle

/*
#include <stdint.h>
#include <stdlib.h>

typedef void (*event_cb)(void *user, int n);

typedef struct { event_cb cb; void *user; } device;

static device *device_new(void) { return calloc(1, sizeof(device)); }
static void device_on_event(device *d, event_cb cb, void *user) { d->cb = cb; d->user = user; }
static void device_free(device *d) { free(d); }
static void device_fire(device *d, int n) { d->cb(d->user, n); }

typedef struct { event_cb open, shut; void *open_user, *shut_user; } door;
static void door_on_open(door *d, event_cb cb, void *user) { d->open = cb; d->open_user = user; }
static void door_on_shut(door *d, event_cb cb, void *user) { d->shut = cb; d->shut_user = user; }

static event_cb tick;
static void *tick_user;
static void set_tick(event_cb cb, void *user) { tick = cb; tick_user = user; }
static void clear_tick(void) { tick = 0; }

static void *logger;
static void set_logger(uintptr_t user) { logger = (void *)user; }

static void *window_user;
static void set_window_user(void *p) { window_user = p; }
static void *window_get_user(void) { return window_user; }

typedef struct { void *data; void (*destroy)(void *); } closure;
static closure *closures;
static void add_closure(void *data, void (*destroy)(void *)) {
	closures = malloc(sizeof *closures);
	closures->data = data;
	closures->destroy = destroy;
}

void goEvent(void *, int);
void goOpen(void *, int);
void goShut(void *, int);
void goTick(void *, int);
void goClosureFree(void *);
*/
import "C"

import (
	"unsafe"
)

// A Device is registered and closed by its own methods.
type Device struct {
	c       *C.device
	onEvent func(n int)
}

// Open makes a device that C calls back.
func Open(onEvent func(n int)) *Device {
	d := &Device{c: C.device_new(), onEvent: onEvent}
	C.device_on_event(d.c, C.event_cb(C.goEvent), unsafe.Pointer(d)) // want `C.device_on_event keeps d in what d.c points to`
	return d
}

// Fire lets C call back.
func (d *Device) Fire(n int) { C.device_fire(d.c, C.int(n)) }

// Close frees the device.
func (d *Device) Close() {
	if d.c != nil {
		C.device_free(d.c)
		d.c = nil
	}
}

//export goEvent
func goEvent(user unsafe.Pointer, n C.int) {
	d := (*Device)(user)
	d.onEvent(int(n))
}

// A watch is sent by several calls, and nobody releases it.
type watch struct{ opened, shut int }

// Watch counts how often the door moves.
func Watch(d *C.door) {
	w := new(watch)
	C.door_on_open(d, C.event_cb(C.goOpen), unsafe.Pointer(w)) // want `C.door_on_open keeps w in what d points to`
	C.door_on_shut(d, C.event_cb(C.goShut), unsafe.Pointer(w)) // want `C.door_on_shut keeps w in what d points to`
}

//export goOpen
func goOpen(user unsafe.Pointer, n C.int) { (*watch)(user).opened++ }

//export goShut
func goShut(user unsafe.Pointer, n C.int) {
	w := (*watch)(user)
	if w == nil {
		return
	}
	w.shut++
}

// A Clock has the function that it gives to C.
type Clock struct{ running bool }

type ticker func(n int)

// Start lets C call tick.
func (c *Clock) Start(tick ticker) {
	c.running = true
	C.set_tick(C.event_cb(C.goTick), unsafe.Pointer(&tick)) // want `C.set_tick keeps &tick in the global tick_user`
}

// Stop ends it.
func (c *Clock) Stop() {
	defer func() { c.running = false }()
	C.clear_tick()
}

//export goTick
func goTick(user unsafe.Pointer, n C.int) { (*(*ticker)(user))(int(n)) }

// A sink is given as a number.
type sink struct{ lines []string }

func logTo(s *sink) {
	C.set_logger(C.uintptr_t(uintptr(unsafe.Pointer(s)))) // want `C.set_logger keeps s in the global logger`
}

//export goLog
func goLog(user C.uintptr_t, line *C.char) {
	s := (*sink)(unsafe.Pointer(uintptr(user)))
	s.lines = append(s.lines, C.GoString(line))
}

// A Page is kept by C without a callback.
type Page struct{ Title string }

// Show makes p the page.
func Show(p *Page) {
	C.set_window_user(unsafe.Pointer(p)) // want `C.set_window_user keeps p in the global window_user`
}

// Shown returns the page, or nil.
func Shown() *Page {
	p := (*Page)(C.window_get_user())
	if p == nil {
		return nil
	}
	return p
}

// A closure is destroyed by C.
type closure struct{ f func() }

func run(f func()) {
	C.add_closure(unsafe.Pointer(&closure{f}), (*[0]byte)(C.goClosureFree)) // want `C.add_closure keeps &closure{…} in the global closures->data`
}

//export goClosureFree
func goClosureFree(data unsafe.Pointer) {
	(*closure)(data).f()
}
