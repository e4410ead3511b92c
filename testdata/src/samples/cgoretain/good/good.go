// Package good has the samples of the page of cgoretain that are right.
package good

/*
void set_user(void *p);
*/
import "C"

import (
	"github.com/cgolint/cgolint/registry"
)

//cgolint:contract set_user 1 retained until clear_user

type callback struct{ n int }

var callbacks registry.Registry[*callback]

func register(cb *callback) registry.Handle {
	h := callbacks.Register(cb)
	C.set_user(h.Pointer()) // the callback finds cb by callbacks.Value(registry.FromPointer(p))
	return h                // for callbacks.Delete
}
