// Package wrap binds a C function that keeps a pointer.
package wrap

/*
static void *user;
static void set_user(void *p) { user = p; }
*/
import "C"

import "unsafe"

// SetUser leaves it to the caller what p is.
func SetUser(p unsafe.Pointer) { C.set_user(p) }

// Title hands over what a slice holds, which is Go's.
func Title(s []byte) {
	C.set_user(unsafe.Pointer(&s[0])) // want `C.set_user keeps &s\[0\] in the global user`
}
