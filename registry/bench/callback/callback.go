// Package callback shows, and its tests check, how a Go value gets to a C
// callback through a void *: as a registry.Handle.
package callback

/*
#cgo LDFLAGS: -lpthread
#include "visit.h"

extern int goVisit(void *user, int item);
*/
import "C"

import (
	"runtime"
	"unsafe"

	"github.com/cgolint/cgolint/registry"
)

// A Visitor is called with each item that the C library visits.
type Visitor func(item int) int

// visitors are the Visitors that the C library may call.
var visitors registry.Registry[Visitor]

// Set makes v the library's callback and returns a function that ends its
// registration.
func Set(v Visitor) (unset func()) {
	h := visitors.Register(v)
	setUser(h.Pointer())
	return func() { visitors.Delete(h) }
}

func setUser(user unsafe.Pointer) { C.visitor_set(C.visit_fn(C.goVisit), user) }

//export goVisit
func goVisit(user unsafe.Pointer, item C.int) C.int {
	local := user // the runtime checks pointers in variables, not in arguments
	if growStack {
		grow(&local, 400)
	}
	visit, ok := visitors.Lookup(registry.FromPointer(local))
	if !ok {
		return -1 // the registration has ended
	}
	return C.int(visit(int(item)))
}

// growStack is for tests: it has goVisit move its stack.
var growStack bool

// grow moves the stack while a variable of it, which user points to, holds
// the handle, and collects garbage.
//
//go:noinline
func grow(user *unsafe.Pointer, depth int) {
	var frame [256]byte
	if depth > 0 {
		grow(user, depth-1)
	} else {
		runtime.GC()
	}
	runtime.KeepAlive(&frame)
	runtime.KeepAlive(user)
}

// Run has the library visit items and returns the sum of the results.
func Run(items int) int { return int(C.visitor_run(C.int(items))) }

// RunOnThread is Run on a thread that the C library makes.
func RunOnThread(items int) int { return int(C.visitor_run_on_thread(C.int(items))) }
