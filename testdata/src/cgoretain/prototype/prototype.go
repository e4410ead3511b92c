// Package prototype registers callbacks with a library of which only the
// prototypes are known.
package prototype

/*
#cgo LDFLAGS: -Wl,--unresolved-symbols=ignore-all

typedef void (*event_cb)(int event, void *user_data);
typedef struct device device;

int device_set_event_callback(device *d, event_cb cb, void *user_data);
int device_foreach_event(device *d, event_cb cb, void *user_data);
int device_on_error(device *d, void *user_data, event_cb cb);
int device_on_read(device *d, event_cb cb, void *user_data);
int device_set_name(device *d, void *name);

extern void goEvent(int event, void *user_data);
*/
import "C"

import (
	"runtime"
	"unsafe"
)

type counter struct{ events int }

type device struct {
	c      *C.device
	pinner runtime.Pinner
	events *counter
}

//export goEvent
func goEvent(event C.int, user unsafe.Pointer) { (*counter)(user).events++ }

func (d *device) onEvent(c *counter) {
	C.device_set_event_callback(d.c, C.event_cb(C.goEvent), unsafe.Pointer(c)) // want "low: C.device_set_event_callback keeps c for goEvent after the call, judging by its name: Go memory passed to C is pinned only until the call returns; //cgolint:contract device_set_event_callback 3 retained confirms it, not retained denies it"
}

func (d *device) onError() {
	c := new(counter)
	C.device_on_error(d.c, unsafe.Pointer(c), C.event_cb(C.goEvent)) // want "low: C.device_on_error keeps c for goEvent after the call, judging by its name"
}

func (d *device) onRead(c *counter) {
	C.device_on_read(d.c, C.event_cb(C.goEvent), unsafe.Pointer(c)) // want "low: C.device_on_read keeps c for goEvent after the call, judging by its name"
}

// It is called before the return.
func (d *device) count() int {
	var c counter
	C.device_foreach_event(d.c, C.event_cb(C.goEvent), unsafe.Pointer(&c))
	return c.events
}

// It stays pinned.
func (d *device) watch() {
	d.events = new(counter)
	d.pinner.Pin(d.events)
	C.device_set_event_callback(d.c, C.event_cb(C.goEvent), unsafe.Pointer(d.events))
}

func (d *device) close() {
	C.device_set_event_callback(d.c, nil, nil)
	d.pinner.Unpin()
}

// No callback goes along.
func (d *device) rename(name []byte) {
	if len(name) > 0 {
		C.device_set_name(d.c, unsafe.Pointer(&name[0]))
	}
}
