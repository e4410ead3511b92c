// Package refused has a sample of the page of cgohandle that is reported.
package refused

/*
#include <stdint.h>
typedef struct conn conn;
conn *conn_open(uintptr_t handle);
*/
import "C"

import (
	"errors"
	"runtime/cgo"
)

var errOpen = errors.New("open")

type Conn struct {
	handle cgo.Handle
	conn   *C.conn
}

func (o *Conn) Open(f func()) error {
	h := cgo.NewHandle(f)
	c := C.conn_open(C.uintptr_t(h))
	if c == nil {
		return errOpen // without h.Delete()
	}
	o.handle, o.conn = h, c
	return nil
}

func (o *Conn) Close() { o.handle.Delete() }
