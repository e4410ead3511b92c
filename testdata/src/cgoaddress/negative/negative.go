// Package negative takes addresses as cgo wants them.
package negative

/*
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
struct header { char bytes[16]; void *next; };
static int send(const void *p, size_t n) { return n > 0 ? *(const char *)p : 0; }
static int put(const char *p, size_t n) { return n > 0 ? *p : 0; }
static uintptr_t user;
static void set_user(uintptr_t n) { user = n; }
static int fill(uintptr_t p, size_t n) { return n > 0 ? *(char *)p : 0; }
*/
import "C"

import (
	"runtime"
	"sync"
	"unsafe"
)

// A Message has a header for C, and more.
type Message struct {
	name   string
	header [16]byte
}

// A Plain has no pointers.
type Plain struct {
	id     int
	header [16]byte
}

func Send(m *Message) int { return int(C.send(unsafe.Pointer(&m.header), 16)) }

func SendPlain(m *Plain) int {
	p := unsafe.Pointer(&m.header)
	return int(C.send(p, 16))
}

// Of a typed pointer the run time looks at the type.
func Put(m *Message) int {
	p := (*C.char)(unsafe.Pointer(&m.header))
	return int(C.put(p, 16))
}

// The struct is one of C.
func SendHeader(h *C.struct_header) int {
	p := unsafe.Pointer(&h.bytes)
	return int(C.send(p, 16))
}

// The array behind the slice is an object of its own.
func SendSlice(m *struct{ data []byte }) int {
	p := unsafe.Pointer(&m.data[0])
	return int(C.send(p, C.size_t(len(m.data))))
}

// cgopointer reports this number.
func FillUnkept(b []byte) int {
	p := uintptr(unsafe.Pointer(&b[0]))
	n := C.size_t(len(b))
	return int(C.fill(C.uintptr_t(p), n))
}

func Fill(b []byte) int {
	p := uintptr(unsafe.Pointer(&b[0]))
	n := C.fill(C.uintptr_t(p), C.size_t(len(b)))
	runtime.KeepAlive(b)
	return int(n)
}

func FillPinned(b []byte) int {
	var pinner runtime.Pinner
	pinner.Pin(&b[0])
	defer pinner.Unpin()
	p := uintptr(unsafe.Pointer(&b[0]))
	return int(C.fill(C.uintptr_t(p), C.size_t(len(b))))
}

// C memory stays where it is.
func FillC(n int) int {
	p := C.malloc(C.size_t(n))
	defer C.free(p)
	address := uintptr(p)
	return int(C.fill(C.uintptr_t(address), C.size_t(n)))
}

// The number tells objects apart, and Go alone has it.
func Key(m *Message) uintptr { return uintptr(unsafe.Pointer(m)) }

// A registry has the object, and its address for a key.
var messages sync.Map

func Register(name string) {
	m := &Message{name: name}
	key := uintptr(unsafe.Pointer(m))
	messages.Store(key, m)
	C.set_user(C.uintptr_t(key))
}

// What C gets from an export is a key of a map that has the object.
var held = make(map[uintptr]*Message)

//export goCopy
func goCopy(n C.int) C.uintptr_t {
	m := &Message{name: string(rune(n))}
	key := uintptr(unsafe.Pointer(m))
	held[key] = m
	return C.uintptr_t(key)
}
