// Package cause passes values of one type in many places: the type is the
// mistake, and is reported once.
package cause

// static void create(void *arg) {}
// static void copy(void *arg) {}
// static void warp(void *arg) {}
// static void build(void *arg) {}
import "C"

import "unsafe"

type progress struct {
	done func(float64) bool
	data any
}

func createCopy(done func(float64) bool, data any) {
	arg := &progress{done, data}
	C.create(unsafe.Pointer(arg)) // want `^arg holds the func value arg\.done: C\.create gets memory with a Go pointer in it, which cgo forbids; 3 more calls pass a value of its type$`
}

func copyFiles(done func(float64) bool, data any) {
	arg := &progress{done, data}
	C.copy(unsafe.Pointer(arg))
}

func warp(done func(float64) bool, data any) {
	arg := &progress{done, data}
	C.warp(unsafe.Pointer(arg))
}

func build(done func(float64) bool, data any) {
	arg := &progress{done, data}
	C.build(unsafe.Pointer(arg))
}

// Of few places each is reported.
type options struct{ name string }

func first(o *options) {
	C.create(unsafe.Pointer(o)) // want `^o leads to|^o holds the string o\.name`
}

func second(o *options) {
	C.copy(unsafe.Pointer(o)) // want `^o leads to|^o holds the string o\.name`
}
