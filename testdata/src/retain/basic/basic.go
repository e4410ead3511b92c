// Package basic hands C memory that it keeps, in the ways that a retention
// tells apart.
package basic

/*
#include <stdint.h>
#include <stdlib.h>

typedef struct { void *user; } object;
typedef struct { void *data; int n; } config;

static void *user;
static void set_user(void *p) { user = p; }
static void clear_user(void) { user = NULL; }

static object *object_new(void) { return calloc(1, sizeof(object)); }
static void object_set(object *o, void *p) { o->user = p; }
static void object_free(object *o) { free(o); }

static config current;
static void configure(config *c) { current = *c; }

static uintptr_t key;
static void set_key(uintptr_t k) { key = k; }

static double *meter;
static void set_meter(double *p) { meter = p; }
static int *shared(void) { static int n; return &n; }

static int look(void *p) { return p != NULL; }
*/
import "C"

import (
	"runtime"
	"unsafe"
)

type session struct{ name string }

func inGlobal(s *session) {
	C.set_user(unsafe.Pointer(s)) // want `^s: set_user in user$`
}

func inObject(o *C.object, s *session) {
	C.object_set(o, unsafe.Pointer(s)) // want `^s: object_set in o in o->user$`
}

// A struct that Go made for the call keeps nothing for longer.
func inGoObject(s *session) {
	var o C.object
	C.object_set(&o, unsafe.Pointer(s))
}

func inside() {
	data := new(int)
	c := C.config{data: unsafe.Pointer(data)}
	C.configure(&c) // want `^c.data: configure in current$`
}

func asNumber(s *session) {
	C.set_key(C.uintptr_t(uintptr(unsafe.Pointer(s)))) // want `^s: set_key in key, as a number$`
}

func pinned(s *session) {
	var p runtime.Pinner
	p.Pin(s)
	C.set_user(unsafe.Pointer(s))
}

func pinnedTooShort(s *session) {
	var p runtime.Pinner
	defer p.Unpin()
	p.Pin(s)
	C.set_user(unsafe.Pointer(s)) // want `^s: set_user in user, unpinned$`
}

// A number of a Go type is Go's.
func number(n *int64, f *float64) {
	C.set_user(unsafe.Pointer(n)) // want `^n: set_user in user$`
	C.set_meter((*C.double)(f))   // want `^f: set_meter in meter$`
}

// Bytes may be anybody's, and so may what the package gives to C memory too.
func anybodys(b *byte, n *int32) {
	C.set_user(unsafe.Pointer(b))
	C.set_user(unsafe.Pointer(n))
}

func sharedNumber() *int32 { return (*int32)(unsafe.Pointer(C.shared())) }

// C gives the pointer up, and the memory stays until then.
func over(s *session) {
	C.set_user(unsafe.Pointer(s))
	C.clear_user()
	runtime.KeepAlive(s)
}

// The object that has the pointer is only freed.
func onlyReleased(s *session) {
	o := C.object_new()
	C.object_set(o, unsafe.Pointer(s))
	C.object_free(o)
}

// The pointer stays in an object that is used on.
func usedOn(s *session) *C.object {
	o := C.object_new()
	C.object_set(o, unsafe.Pointer(s)) // want `^s: object_set in o in o->user$`
	return o
}

// What p points to depends on the caller.
func pass(p unsafe.Pointer) { C.set_user(p) }

func caller(s *session) {
	pass(unsafe.Pointer(s)) // want `^s: set_user through pass in user$`
	pass(nil)
	pass(C.malloc(1))
}

func notKept(s *session) { C.look(unsafe.Pointer(s)) }
