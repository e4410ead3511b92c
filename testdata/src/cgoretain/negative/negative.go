// Package negative hands C what it may keep, or does not keep.
package negative

/*
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void *user;
static char *copy;

typedef struct { void *user; } config;

static void set_user(void *p) { user = p; }
static uintptr_t number;
static void set_number(uintptr_t n) { number = n; }
static int use(void *p) { return *(int *)p; }
static void set_copy(const char *s) { free(copy); copy = strdup(s); }
static void swap(void *p) {
	void *old = user;
	user = p;
	use(p);
	user = old;
}
static void clear_user(void) { user = NULL; }
static void put(void *p, int keep) { if (keep) user = p; }
static void config_set(config *c, void *p) { c->user = p; }
static int apply(config *c) { return use(c->user); }
static config *config_new(void) { return calloc(1, sizeof(config)); }
static void config_free(config *c) { free(c); }
static int encode(config *c, void *p) { c->user = p; return use(p); }
static config *global_config(void) { static config c; return &c; }
*/
import "C"

import (
	"runtime"
	"unsafe"
)

type owner struct {
	pinner runtime.Pinner
	buf    []byte
}

// keep pins until the owner is closed.
func (o *owner) keep() {
	o.pinner.Pin(&o.buf[0])
	C.set_user(unsafe.Pointer(&o.buf[0]))
}

func (o *owner) Close() { o.pinner.Unpin() }

var pinner runtime.Pinner

func pinned() {
	x := new(int)
	pinner.Pin(x)
	C.set_user(unsafe.Pointer(x))
}

func cMemory() {
	p := C.malloc(8)
	C.set_user(p)
	C.set_user(unsafe.Pointer(C.CString("a")))
	C.set_user(nil)
	C.set_user(unsafe.Pointer(C.global_config()))
}

func notKept() {
	x := C.int(1)
	C.use(unsafe.Pointer(&x))
	b := []byte("abc\x00")
	C.set_copy((*C.char)(unsafe.Pointer(&b[0])))
	C.swap(unsafe.Pointer(&x))
}

func undecided(keep C.int) {
	x := 1
	C.put(unsafe.Pointer(&x), keep)
	C.put(unsafe.Pointer(&x), 0)
}

// forTheCall keeps the pointer in an object that Go made for the call.
func forTheCall() {
	var c C.config
	x := C.int(1)
	C.config_set(&c, unsafe.Pointer(&x))
}

var global int

// ofGlobal points to a variable that is never freed nor moved.
func ofGlobal() { C.set_user(unsafe.Pointer(&global)) }

// unknown may be C memory.
func unknown(p unsafe.Pointer, s *C.config) {
	C.set_user(p)
	C.set_user(unsafe.Pointer(s))
}

type header struct{ n int }

// wrap makes a Go type of C memory.
func wrap() *header { return (*header)(C.malloc(8)) }

func keepHeader(h *header) { C.set_user(unsafe.Pointer(h)) }

var owners = map[uintptr]*owner{}

// key uses the address as a key: nobody makes a pointer of it.
func key(o *owner) {
	n := uintptr(unsafe.Pointer(o))
	owners[n] = o
	C.set_number(C.uintptr_t(n))
}

// C gives it up before the function that pins it returns.
func released() {
	var pinner runtime.Pinner
	defer pinner.Unpin()
	x := new(int)
	pinner.Pin(x)
	C.set_user(unsafe.Pointer(x))
	C.set_user(nil)
}

func releasedLater() {
	var pinner runtime.Pinner
	defer pinner.Unpin()
	x := new(int)
	pinner.Pin(x)
	C.set_user(unsafe.Pointer(x))
	defer C.clear_user()
}

func releasedWithObject() {
	var pinner runtime.Pinner
	defer pinner.Unpin()
	x := new(int)
	pinner.Pin(x)
	c := C.config_new()
	defer C.config_free(c)
	C.config_set(c, unsafe.Pointer(x))
}

func keptAlive() {
	x := new(int)
	C.set_user(unsafe.Pointer(x))
	C.set_user(nil)
	runtime.KeepAlive(x)
}

// encodeOnce makes the object for the one call that uses the memory.
func encodeOnce(pix []byte) C.int {
	c := C.config_new()
	if c == nil {
		return 0
	}
	defer C.config_free(c)
	return C.encode(c, unsafe.Pointer(&pix[0]))
}
