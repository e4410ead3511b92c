// Package basic has handles that are not deleted, deleted twice or too early,
// and handles that are taken for pointers.
package basic

/*
#include <stdint.h>
#include <stdlib.h>
extern void goEvent(uintptr_t h, int code);
extern void goDone(void *user);
typedef void (*done_fn)(void *user);
static void *waiting;
static void keep(void *user) { waiting = user; }
static int probe(uintptr_t h) { return h != 0; }
static int look(void *p) { return p != 0; }
struct conn { uintptr_t h; };
static struct conn *conn_open(uintptr_t h) { struct conn *c = malloc(sizeof *c); c->h = h; return c; }
static void conn_close(struct conn *c) { goEvent(c->h, 0); free(c); }
extern void submit(done_fn f, void *user);
struct stream { void *private_data; };
struct desc { done_fn lost; void *user; };
extern void make(struct desc *d);
extern void lib_submit(done_fn f, void *user);
static void wrap(done_fn f, void *user, void *err) { lib_submit(f, user); }
*/
import "C"

import (
	"errors"
	"runtime/cgo"
	"unsafe"
)

type Conn struct {
	handle cgo.Handle
	c      *C.struct_conn
}

//export goEvent
func goEvent(h C.uintptr_t, code C.int) {
	c := cgo.Handle(h).Value().(*Conn)
	_ = c
}

//export goDone
func goDone(user unsafe.Pointer) {
	h := *(*cgo.Handle)(user)
	h.Value().(func())()
}

func Open() *Conn {
	c := new(Conn)
	c.handle = cgo.NewHandle(c)
	c.c = C.conn_open(C.uintptr_t(c.handle))
	return c
}

// C comes back with the handle.
func (c *Conn) Close() {
	c.handle.Delete() // want `c.handle is deleted before C.conn_close, which calls goEvent with it, and that panics`
	C.conn_close(c.c)
}

func Never(v any) bool {
	h := cgo.NewHandle(v) // want `the handle that cgo.NewHandle returns is never deleted: its value stays reachable for good`
	return C.probe(C.uintptr_t(h)) != 0
}

func Early(v any) error {
	h := cgo.NewHandle(v) // want `the handle that cgo.NewHandle returns is not deleted on every path out of the function`
	if C.probe(C.uintptr_t(h)) == 0 {
		return errors.New("unreachable")
	}
	h.Delete()
	return nil
}

func Loop(vs []any) {
	for _, v := range vs {
		h := cgo.NewHandle(v) // want `is not deleted before the next iteration makes another`
		C.probe(C.uintptr_t(h))
	}
}

func Twice(v any) error {
	h := cgo.NewHandle(v)
	defer h.Delete()
	if C.probe(C.uintptr_t(h)) == 0 {
		h.Delete() // want `h.Delete deletes a handle that a deferred call deletes again, which panics`
		return errors.New("unreachable")
	}
	return nil
}

func TwiceHere(v any) {
	h := cgo.NewHandle(v)
	h.Delete()
	h.Delete() // want `h.Delete deletes a handle that was deleted before, which panics`
}

func After(v any) any {
	h := cgo.NewHandle(v)
	h.Delete()
	return h.Value() // want `Value is called on a deleted handle, and panics`
}

func AsPointer(v any) bool {
	h := cgo.NewHandle(v)
	defer h.Delete()
	return C.look(unsafe.Pointer(h)) != 0 // want `unsafe.Pointer\(h\) makes a pointer of a handle, which is a number`
}

func AsNumber(v any) bool {
	h := cgo.NewHandle(v)
	defer h.Delete()
	return C.look(unsafe.Pointer(uintptr(h))) != 0 // want `makes a pointer of a handle`
}

func Kept(f func()) cgo.Handle {
	h := cgo.NewHandle(f)
	C.keep(unsafe.Pointer(&h)) // want `C.keep keeps the address of the variable h: the collector frees the variable when the function returns`
	return h
}

// The callback deletes the handle, when it comes.
func Submit(f func()) {
	h := cgo.NewHandle(f)
	C.submit(C.done_fn(C.goDone), unsafe.Pointer(&h)) // want `C.submit gets, beside a callback that it may call later, the address of the variable h`
}

func Export(v any, out *C.struct_stream) {
	h := cgo.NewHandle(v)
	out.private_data = unsafe.Pointer(&h) // want `the address of the variable h is stored in memory of C`
}

// A function of the package hands it to a library; another handle is deleted.
func Wrap(f, failed func()) {
	h := cgo.NewHandle(f)
	e := cgo.NewHandle(failed)
	defer e.Delete()
	C.wrap(C.done_fn(C.goDone), unsafe.Pointer(&h), unsafe.Pointer(&e)) // want `C.wrap gets, beside a callback that it may call later, the address of the variable h`
}

// The callback is in the same struct.
func Described(f func()) {
	d := &C.struct_desc{}
	h := cgo.NewHandle(f)
	d.lost = C.done_fn(C.goDone)
	d.user = unsafe.Pointer(&h) // want `the address of the variable h is stored beside a callback that C may call later`
	C.make(d)
}
