// Package limits holds what cgoretain does not see, and what it says too much.
package limits

/*
typedef void (*setter)(void *);

static void *user;

static void set_user(void *p) { user = p; }
static void call(setter f, void *p) { f(p); }
static void set_other(void *p) { user = p; }
*/
import "C"

import "unsafe"

// Not seen: which function f is.
func byPointer() {
	x := 1
	C.call(C.setter(C.set_other), unsafe.Pointer(&x))
}

// Said too much: the object lives as long as the program.
func singleton() {
	x := new(int)
	keepForEver = append(keepForEver, x)
	C.set_user(unsafe.Pointer(x)) // want "C.set_user keeps x in the global user"
}

var keepForEver []*int
