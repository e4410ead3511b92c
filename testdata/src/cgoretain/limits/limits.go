// Package limits holds what cgoretain does not see, and what it says too much.
package limits

/*
#include <stdint.h>

typedef void (*setter)(void *);

static void *user;
static uintptr_t number;

static void set_user(void *p) { user = p; }
static void set_number(uintptr_t n) { number = n; }
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

// Said twice: that C gets a number is cgopointer's.
func asNumber() {
	x := 1
	C.set_number(C.uintptr_t(uintptr(unsafe.Pointer(&x)))) // want `C.set_number keeps &x in the global number`
}

// Said too much: the object lives as long as the program.
func singleton() {
	x := new(int)
	keepForEver = append(keepForEver, x)
	C.set_user(unsafe.Pointer(x)) // want "C.set_user keeps x in the global user"
}

var keepForEver []*int
