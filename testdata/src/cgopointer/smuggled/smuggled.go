// Package smuggled hides Go pointers from the collector.
package smuggled

/*
#include <stdint.h>

typedef struct { uintptr_t user; int n; } box;
typedef union { int n; void *p; } any;
typedef struct { int kind; any value; } event;
static void number(uintptr_t n) {}
static void boxed(box *b) {}
static void given(box b) {}
static void post(event *e) {}
*/
import "C"

import (
	"runtime"
	"unsafe"
)

type state struct{ n int }

func numbers() {
	s := &state{1}
	C.number(C.uintptr_t(uintptr(unsafe.Pointer(s)))) // want `^.* is the address of Go memory as a number: C\.number gets a pointer that the collector does not see$`
	addr := uintptr(unsafe.Pointer(s))
	C.number(C.uintptr_t(addr)) // want `is the address of Go memory as a number`
	C.number(C.uintptr_t(s.n))
	var pinner runtime.Pinner
	defer pinner.Unpin()
	pinner.Pin(s)
	C.number(C.uintptr_t(uintptr(unsafe.Pointer(s))))
}

func structs() {
	s := &state{1}
	b := C.box{user: C.uintptr_t(uintptr(unsafe.Pointer(s)))}
	C.given(b)  // want `^b holds the address of Go memory in b\.user: C\.given gets`
	C.boxed(&b) // want `^&b holds the address of Go memory in b\.user: C\.boxed gets a pointer that the collector does not see$`
	c := C.box{user: C.uintptr_t(s.n)}
	C.boxed(&c)
}

func unions() {
	s := &state{1}
	var e C.event
	*(*unsafe.Pointer)(unsafe.Pointer(&e.value)) = unsafe.Pointer(s)
	C.post(&e) // want `^&e holds the address of Go memory in e\.value`
}

// The slice is kept alive, and nothing moves during the call.
func keptAlive(b []byte) {
	C.number(C.uintptr_t(uintptr(unsafe.Pointer(&b[0]))))
	runtime.KeepAlive(b)
}

// What a parameter is of says whose memory it is.
func parameters(b []byte, s *state, p unsafe.Pointer, c *C.box) {
	C.number(C.uintptr_t(uintptr(unsafe.Pointer(&b[0])))) // want `^&b\[0\] is the address of Go memory as a number: C\.number gets`
	C.number(C.uintptr_t(uintptr(unsafe.Pointer(s))))     // want `^s is the address of Go memory as a number: C\.number gets`
	C.number(C.uintptr_t(uintptr(p)))
	C.number(C.uintptr_t(uintptr(unsafe.Pointer(c))))
}

func number(p unsafe.Pointer) {
	C.number(C.uintptr_t(uintptr(p)))
}

func caller() {
	number(unsafe.Pointer(&state{1})) // want `is the address of Go memory as a number: number passes C\.number a pointer that the collector does not see$`
	number(nil)
}
