// Package basic hands Go memory to C functions that keep it.
package basic

/*
#include <stdlib.h>
#include <stdint.h>
#include <sys/epoll.h>

typedef struct node node;
struct node { void *data; node *next; };

typedef struct { void *user; const char *name; } device;

static void *user;
static node *list;
static const char *title;

static void set_user(void *p) { user = p; }
static void set_title(const char *s) { title = s; }
static void set_indirect(void *p) { set_user(p); }

static void push(void *p) {
	node *n = malloc(sizeof *n);
	n->data = p;
	n->next = list;
	list = n;
}

static device *device_new(void) { return calloc(1, sizeof(device)); }
static void device_set_user(device *d, void *p) { d->user = p; }
static void device_set_name(device *d, const char *s) { d->name = s; }

typedef struct { const uint8_t *data; size_t n; } reader;
static reader *reader_new(const uint8_t *p, size_t n) {
	reader *r = malloc(sizeof *r);
	r->data = p;
	r->n = n;
	return r;
}

static uintptr_t number;
static void set_number(uintptr_t n) { number = n; }
static void set_address(uintptr_t n) { number = n; *(char *)n = 0; }

static void *swap(void *p) { void *old = user; user = p; p = old; return p; }

typedef struct { void *user; const char *name; } options;
static options defaults;
static void configure(const options *o) { defaults = *o; }
static void configure_by_value(options o) { defaults = o; }
static device *device_open(const options *o) { device *d = malloc(sizeof *d); d->user = o->user; return d; }
static int watch(int epoll, int fd, void *p) {
	struct epoll_event e = {.events = EPOLLIN};
	e.data.ptr = p;
	return epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &e);
}
static void device_free(device *d) { free(d); }
static void device_run(device *d) { *(char *)d->user = 1; }

static void put(void *p, int keep) { if (keep) user = p; }
*/
import "C"

import (
	"runtime"
	"unsafe"
)

type callback struct {
	f    func()
	name string
}

func local() {
	x := 1
	C.set_user(unsafe.Pointer(&x)) // want `^C.set_user keeps &x in the global user after the call: Go memory passed to C is pinned only until the call returns$`
}

func allocated() {
	C.set_user(unsafe.Pointer(new(int))) // want `C.set_user keeps new\(int\) in the global user`
	b := make([]byte, 10)
	C.set_user(unsafe.Pointer(&b[0]))               // want `C.set_user keeps &b\[0\] in the global user`
	C.set_user(unsafe.Pointer(unsafe.SliceData(b))) // want `C.set_user keeps .* in the global user`
	C.set_user(unsafe.Pointer(&callback{}))         // want `C.set_user keeps &callback{…} in the global user`
	C.set_title((*C.char)(unsafe.Pointer(&b[0])))   // want `C.set_title keeps &b\[0\] in the global title`
	C.set_indirect(unsafe.Pointer(&b[1]))           // want `C.set_indirect keeps &b\[1\] in the global user`
}

// register is what most bindings do: the pointer is a parameter.
func register(cb *callback) {
	C.set_user(unsafe.Pointer(cb)) // want `C.set_user keeps cb in the global user`
}

func (cb *callback) register() {
	C.push(unsafe.Pointer(cb)) // want `C.push keeps cb in the global list`
}

func variable() {
	p := unsafe.Pointer(&callback{name: "a"})
	q := p
	C.set_user(q) // want `C.set_user keeps q in the global user`
}

type Device struct{ d *C.device }

func (d *Device) SetUser(n *int) {
	x := *n
	C.device_set_user(d.d, unsafe.Pointer(&x)) // want `C.device_set_user keeps &x in what d.d points to after the call`
}

func open(name []byte) *C.device {
	d := C.device_new()
	name = append([]byte(nil), name...)
	C.device_set_name(d, (*C.char)(unsafe.Pointer(&name[0]))) // want `C.device_set_name keeps &name\[0\] in what d points to`
	return d
}

func read() *C.reader {
	data := []byte{1, 2, 3}
	return C.reader_new((*C.uint8_t)(&data[0]), 3) // want `C.reader_new keeps &data\[0\] in the object that it makes`
}

// setUser is a small helper: who calls it is to blame.
func setUser(p unsafe.Pointer) { C.set_user(p) }

func byHelper() {
	var x int
	setUser(unsafe.Pointer(&x)) // want `^setUser hands &x to C.set_user, which keeps it in the global user after the call: Go memory`
}

func constant() {
	var x int
	C.put(unsafe.Pointer(&x), 1) // want `C.put keeps &x in the global user`
}

func swapped() {
	var x int
	C.swap(unsafe.Pointer(&x)) // want `C.swap keeps &x in the global user`
}

func pinnedTooShort() {
	var pinner runtime.Pinner
	defer pinner.Unpin()
	x := new(int)
	pinner.Pin(x)
	C.set_user(unsafe.Pointer(x)) // cgopin's
}

func asNumber() {
	x := 1
	C.set_address(C.uintptr_t(uintptr(unsafe.Pointer(&x)))) // want `C.set_address keeps &x in the global number`
	cb := new(callback)
	C.set_number(C.uintptr_t(uintptr(unsafe.Pointer(cb)))) // want `C.set_number keeps cb in the global number`
	(*callback)(unsafe.Pointer(uintptr(C.number))).f()
}

func configure() {
	x := new(int)
	var pinner runtime.Pinner
	defer pinner.Unpin()
	pinner.Pin(x)
	C.configure(&C.options{user: unsafe.Pointer(x)}) // cgopin's
	var o C.options
	o.user = unsafe.Pointer(x)
	C.device_open(&o) // cgopin's
}

func configureByValue() {
	C.configure_by_value(C.options{user: unsafe.Pointer(new(int))}) // want `C.configure_by_value keeps user in the global defaults`
}

func poll(fd C.int) {
	C.watch(0, fd, unsafe.Pointer(new(callback))) // want `C.watch keeps new\(callback\) after the call`
}

func all(buffers [][]byte) {
	for _, b := range buffers {
		C.push(unsafe.Pointer(&b[0])) // want `C.push keeps &b\[0\] in the global list`
	}
}

// otherReleased is another object than the one that has the pointer.
func otherReleased() {
	var pinner runtime.Pinner
	defer pinner.Unpin()
	x := new(int)
	pinner.Pin(x)
	c, d := C.device_new(), C.device_new()
	defer C.device_free(d)
	C.device_set_user(c, unsafe.Pointer(x)) // cgopin's
}

// Only where it fails is the object freed.
func newDevice(n int) *C.device {
	d := C.device_new()
	user := make([]byte, n)
	C.device_set_user(d, unsafe.Pointer(&user[0])) // want `C.device_set_user keeps &user\[0\] in what d points to after the call`
	if n < 8 {
		C.device_free(d)
		return nil
	}
	return d
}

// The object is freed before the function returns, but used before that.
func usedUntilFreed(x *int) {
	d := C.device_new()
	defer C.device_free(d)
	C.device_set_user(d, unsafe.Pointer(&[]byte{1}[0])) // want "C.device_set_user keeps .* in what d points to after the call"
	C.device_run(d)
}
