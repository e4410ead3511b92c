// Package bad has the samples of the page of cgoretain that are reported.
package bad

// static void *user;
// static void set_user(void *p) { user = p; }
import "C"

import "unsafe"

type callback struct{ n int }

func register(cb *callback) {
	C.set_user(unsafe.Pointer(cb)) // C.set_user keeps cb in the global user
}

func Use() { register(&callback{}) }
