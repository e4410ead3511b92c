// Package guess registers a callback in a function that a loop runs: no call
// there is to blame, and what was found before stays what it is.
package guess

/*
#cgo LDFLAGS: -Wl,--unresolved-symbols=ignore-all

typedef void (*event_cb)(int event, void *user_data);
typedef struct device device;

int device_on_error(device *d, void *user_data, event_cb cb);

extern void goEvent(int event, void *user_data);

static void *kept;
static void keep(void *p) { kept = p; }
*/
import "C"

import "unsafe"

type counter struct{ events int }

type device struct{ c *C.device }

//export goEvent
func goEvent(event C.int, user unsafe.Pointer) { (*counter)(user).events++ }

func keep(c *counter) {
	C.keep(unsafe.Pointer(c)) // want "c: keep in kept"
}

func (d *device) loop() (n int) {
	for range d.errors {
		n++
	}
	return n
}

func (d *device) errors(yield func(int) bool) {
	c := new(counter)
	C.device_on_error(d.c, unsafe.Pointer(c), C.event_cb(C.goEvent))
	for i := 0; yield(i); i++ {
	}
}
