// Package negative has handles that are right.
package negative

/*
#include <stdint.h>
#include <stdlib.h>
extern void goEvent(uintptr_t h, int code);
extern void goOnce(uintptr_t h);
extern void goDone(void *user);
typedef void (*done_fn)(void *user);
static int probe(uintptr_t h) { return h != 0; }
static void now(void *user) { goDone(user); }
static void once(uintptr_t h) { goOnce(h); }
struct conn { uintptr_t h; };
static struct conn *conn_open(uintptr_t h) { struct conn *c = malloc(sizeof *c); c->h = h; return c; }
static void conn_close(struct conn *c) { goEvent(c->h, 0); free(c); }
extern void submit(done_fn f, void *user);
extern void unknown(uintptr_t h);
extern void lib_set(void *user);
static void set(uintptr_t h) { lib_set((void *)h); }
static int64_t same(int64_t n) { return n; }
extern void submit_now(done_fn f, void *user);
struct stream { void *private_data; };
*/
import "C"

import (
	"runtime/cgo"
	"sync"
	"unsafe"
)

type Conn struct {
	handle cgo.Handle
	c      *C.struct_conn
	once   sync.Once
}

//export goEvent
func goEvent(h C.uintptr_t, code C.int) {
	_ = cgo.Handle(h).Value().(*Conn)
}

//export goOnce
func goOnce(h C.uintptr_t) {
	f := cgo.Handle(h).Value().(func())
	cgo.Handle(h).Delete()
	f()
}

//export goDone
func goDone(user unsafe.Pointer) {
	(*(*cgo.Handle)(user)).Value().(func())()
}

func Open() *Conn {
	c := new(Conn)
	c.handle = cgo.NewHandle(c)
	c.c = C.conn_open(C.uintptr_t(c.handle))
	return c
}

func (c *Conn) Close() {
	c.once.Do(func() {
		C.conn_close(c.c)
		c.handle.Delete()
	})
}

func Deferred(v any) bool {
	h := cgo.NewHandle(v)
	defer h.Delete()
	return C.probe(C.uintptr_t(h)) != 0
}

// The export that C calls deletes it.
func Once(f func()) { C.once(C.uintptr_t(cgo.NewHandle(f))) }

// C may keep it.
func Unknown(v any) { C.unknown(C.uintptr_t(cgo.NewHandle(v))) }

func Returned(v any) cgo.Handle { return cgo.NewHandle(v) }

func DeletedBefore(v any) bool {
	h := cgo.NewHandle(v)
	ok := C.probe(C.uintptr_t(h)) != 0
	h.Delete()
	return ok && C.probe(1) != 0
}

// The call is synchronous.
func Now(f func()) {
	h := cgo.NewHandle(f)
	defer h.Delete()
	C.now(unsafe.Pointer(&h))
}

// The function waits for the callback.
func Wait(f func()) {
	done := make(chan bool)
	h := cgo.NewHandle(func() { f(); close(done) })
	C.submit(C.done_fn(C.goDone), unsafe.Pointer(&h))
	<-done
	h.Delete()
}

type Pending struct{ cell *C.uintptr_t }

func Cell(f func()) *Pending {
	cell := (*C.uintptr_t)(C.malloc(C.sizeof_uintptr_t))
	*cell = C.uintptr_t(cgo.NewHandle(f))
	C.submit(C.done_fn(C.goDone), unsafe.Pointer(cell))
	return &Pending{cell}
}

func (p *Pending) Close() {
	cgo.Handle(*p.cell).Delete()
	C.free(unsafe.Pointer(p.cell))
}

func Loop(vs []any) (all []cgo.Handle) {
	for _, v := range vs {
		all = append(all, cgo.NewHandle(v))
	}
	return all
}

func Flag(v any, keep bool) {
	h := cgo.NewHandle(v)
	if !keep {
		defer h.Delete()
	}
	if keep {
		C.unknown(C.uintptr_t(h))
	} else {
		C.probe(C.uintptr_t(h))
	}
}

// A function of the package hands it to a library.
func Set(v any) { C.set(C.uintptr_t(cgo.NewHandle(v))) }

// The result is the handle.
func Same(v any) int64 { return int64(C.same(C.int64_t(cgo.NewHandle(v)))) }

// The function reads what the callback has written: it was called.
func Awaited() int {
	n := 0
	h := cgo.NewHandle(func() { n++ })
	C.submit_now(C.done_fn(C.goDone), unsafe.Pointer(&h))
	return n
}

var shared C.struct_stream

// A variable of the package keeps the variable that it points to alive.
func Share(f func()) {
	h := cgo.NewHandle(f)
	shared.private_data = unsafe.Pointer(&h)
}
