package basic

/*
#include <stdlib.h>

typedef struct { void *user; } settings;
typedef struct { void *user; } device;
static settings defaults;
static void configure(const settings *s) { defaults = *s; }
static device *device_new(void) { return calloc(1, sizeof(device)); }
static device *device_open(const settings *s) { device *d = malloc(sizeof *d); d->user = s->user; return d; }
static void device_set_user(device *d, void *p) { d->user = p; }
static void device_free(device *d) { free(d); }
*/
import "C"

import (
	"runtime"
	"unsafe"
)

// Configure unpins what a struct leads to.
func Configure() {
	x := new(int)
	var pinner runtime.Pinner
	defer pinner.Unpin()
	pinner.Pin(x)
	C.configure(&C.settings{user: unsafe.Pointer(x)}) // want `C.configure keeps user, but it is pinned only until the function that pins it returns: C then uses memory that the collector may have reused`
	var s C.settings
	s.user = unsafe.Pointer(x)
	C.device_open(&s) // want `C.device_open keeps s.user, but it is pinned only until the function that pins it returns`
}

// OtherReleased is another object than the one that has the pointer.
func OtherReleased() {
	var pinner runtime.Pinner
	defer pinner.Unpin()
	x := new(int)
	pinner.Pin(x)
	c, d := C.device_new(), C.device_new()
	defer C.device_free(d)
	C.device_set_user(c, unsafe.Pointer(x)) // want `C.device_set_user keeps x, but it is pinned only until the function that pins it returns`
}

// Released has the object freed before.
func Released() {
	var pinner runtime.Pinner
	defer pinner.Unpin()
	x := new(int)
	pinner.Pin(x)
	d := C.device_new()
	defer C.device_free(d)
	C.device_set_user(d, unsafe.Pointer(x))
}
