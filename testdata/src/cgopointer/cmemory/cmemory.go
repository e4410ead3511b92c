// Package cmemory stores Go pointers where C's memory is known to be C's by the
// way that it comes to Go.
package cmemory

/*
#include <stdlib.h>

typedef struct { void *data; size_t len; } packet;
typedef struct client client;

static packet *ring;
static int acquire(client *c, packet **out) { *out = ring; return ring == NULL; }
static int peek(client *c, void **out) { *out = NULL; return 0; }
static void send_all(packet **list, int n) {}
typedef void *word;
static void visit(client *c, void *words) {}
*/
import "C"

import (
	"encoding/json"
	"runtime"
	"unsafe"
)

// C gets the pointer through the address that it passes.
//
//export cmemoryInput
func cmemoryInput(data *unsafe.Pointer, size *C.size_t) C.int {
	packed := []byte("message")
	*data = unsafe.Pointer(&packed[0]) // want `^the Go pointer .* is stored in C memory`
	*size = C.size_t(len(packed))
	return 0
}

// What a function of the standard library makes is Go's.
//
//export cmemoryEncoded
func cmemoryEncoded(data *unsafe.Pointer, v C.int) C.int {
	packed, err := json.Marshal(int(v))
	if err != nil {
		return -1
	}
	*data = unsafe.Pointer(&packed[0]) // want `^the Go pointer .* is stored in C memory`
	return 0
}

//export cmemoryInputFixed
func cmemoryInputFixed(data *unsafe.Pointer, size *C.size_t) C.int {
	packed := []byte("message")
	*data = C.CBytes(packed)
	*size = C.size_t(len(packed))
	return 0
}

//export cmemoryFill
func cmemoryFill(p *C.packet) {
	p.data = unsafe.Pointer(new([16]byte)) // want `^the Go pointer .* is stored in C memory`
	p.len = 16
}

// The library hands the packet out.
func send(c *C.client, b []byte) {
	var p *C.packet
	if C.acquire(c, &p) != 0 {
		return
	}
	p.data = unsafe.Pointer(&b[0]) // want `^the Go pointer .* is stored in memory of C.acquire`
	p.len = C.size_t(len(b))
}

// What comes out as void * may be a pointer that Go gave.
func peek(c *C.client, b []byte) {
	var p unsafe.Pointer
	C.peek(c, &p)
	(*C.packet)(p).data = unsafe.Pointer(&b[0])
}

// The struct is Go's.
func local(b []byte) {
	p := new(C.packet)
	p.data = unsafe.Pointer(&b[0])
}

// C only reads the list, whose packets are Go's.
func list(b []byte) {
	var pinner runtime.Pinner
	defer pinner.Unpin()
	p := new(C.packet)
	pinner.Pin(p)
	v := []*C.packet{p}
	C.send_all(&v[0], 1)
	v[0].data = unsafe.Pointer(&b[0])
}

// The slice is one of C memory, whatever its type says: C gets the header of a Go
// variable, in which there is no Go pointer.
func header(c *C.client, n int) {
	p := C.calloc(C.size_t(n), 8)
	v := (*[1 << 10]C.word)(p)[:n:n]
	C.visit(c, unsafe.Pointer(&v))
}
