// Package good has the samples of the page of globalmap that are right.
package good

/*
#include <stdint.h>
*/
import "C"

import (
	"github.com/cgolint/cgolint/registry"
)

type conn struct{ n int }

func (c *conn) receive() { c.n++ }

var conns registry.Registry[*conn] // github.com/cgolint/cgolint/registry

func Add(c *conn) registry.Handle { return conns.Register(c) }

//export goReceive
func goReceive(id C.uintptr_t) {
	c, ok := conns.Lookup(registry.Handle(id))
	if ok {
		c.receive()
	}
}
