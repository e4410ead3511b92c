// Package across never says import "C".
package across

import (
	"unsafe"

	"example.com/retain/wrap"
)

type session struct{ name string }

func register(s *session) {
	wrap.SetUser(unsafe.Pointer(s))
}

func open(name string) *session {
	s := &session{name}
	wrap.SetUser(unsafe.Pointer(s)) // want `^s: set_user through SetUser in user$`
	return s
}

func indirect() {
	s := &session{"a"}
	register(s) // want `^s: set_user through register through SetUser in user$`
}
