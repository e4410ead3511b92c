// Package across never says import "C".
package across

import (
	"unsafe"

	"example.com/cgoretain/wrap"
)

type session struct{ name string }

func open(name string) *session {
	s := &session{name}
	wrap.SetUser(unsafe.Pointer(s)) // want `SetUser hands s to C.set_user, which keeps it in the global user after the call`
	return s
}

func again(s *session) {
	wrap.SetUser(nil)
	wrap.Title([]byte("a"))
	wrap.SetUser(unsafe.Pointer(&global))
}

var global int
