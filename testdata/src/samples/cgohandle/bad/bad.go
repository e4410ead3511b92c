// Package bad has the samples of the page of cgohandle that are reported.
package bad

/*
#include <stdint.h>
#include <stdlib.h>

static inline int probe(uintptr_t h) { return h != 0; }

static void *user;
static inline void set_user(void *p) { user = p; }

typedef struct conn { uintptr_t handle; } conn;
void goClosed(uintptr_t h);
static inline conn *conn_open(uintptr_t handle) {
	conn *c = malloc(sizeof *c);
	c->handle = handle;
	return c;
}
static inline void conn_close(conn *c) { goClosed(c->handle); free(c); }

static void *asked;
static uintptr_t started;
static inline void start(uintptr_t h) { started = h; }
static inline void query_async(const char *sql, void *arg) { asked = arg; }
*/
import "C"

import (
	"runtime/cgo"
	"unsafe"
)

func probe(v any) bool {
	h := cgo.NewHandle(v) // is never deleted
	return C.probe(C.uintptr_t(h)) != 0
}

type Conn struct {
	handle cgo.Handle
	conn   *C.conn
	closed bool
}

//export goClosed
func goClosed(h C.uintptr_t) { cgo.Handle(h).Value().(*Conn).closed = true }

func Open() *Conn {
	c := new(Conn)
	c.handle = cgo.NewHandle(c)
	c.conn = C.conn_open(C.uintptr_t(c.handle))
	return c
}

func (c *Conn) Close() {
	c.handle.Delete()    // is deleted before C.conn_close,
	C.conn_close(c.conn) // which calls back with it
}

func set(h cgo.Handle) {
	C.set_user(unsafe.Pointer(h)) // makes a pointer of a handle
}

func query(sql *C.char, f func()) {
	h := cgo.NewHandle(f)
	C.query_async(sql, unsafe.Pointer(&h))
}

func begin(done func()) {
	h := cgo.NewHandle(done)
	defer h.Delete() // C.start keeps the handle for the callback
	C.start(C.uintptr_t(h))
}
