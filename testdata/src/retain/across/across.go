// Package across never says import "C".
package across

import (
	"unsafe"

	"example.com/retain/wrap"
)

type session struct{ name string }

// register need not know its caller: a session is Go's.
func register(s *session) {
	wrap.SetUser(unsafe.Pointer(s)) // want `^s: set_user through SetUser in user$`
}

func pass(p unsafe.Pointer) { wrap.SetUser(p) }

func open(name string) *session {
	s := &session{name}
	wrap.SetUser(unsafe.Pointer(s)) // want `^s: set_user through SetUser in user$`
	return s
}

func indirect() {
	s := &session{"a"}
	pass(unsafe.Pointer(s)) // want `^s: set_user through pass through SetUser in user$`
}
