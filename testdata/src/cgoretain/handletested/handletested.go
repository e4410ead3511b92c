// Package handletested has tests of another package, which do not matter.
package handletested

/*
static void *user;
static void set_user(void *p) { user = p; }
*/
import "C"

import "unsafe"

// A Session is given to C.
type Session struct{ Name string }

// Start gives s to C.
func Start(s *Session) {
	C.set_user(unsafe.Pointer(s)) // want `C.set_user keeps s in the global user`
}

//export goSession
func goSession(user unsafe.Pointer) { (*Session)(user).Name = "" }
