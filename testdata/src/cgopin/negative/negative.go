// Package negative has Pinners that are unpinned, by whomever.
package negative

/*
#include <stddef.h>
#include <stdint.h>
struct arg { const unsigned char *p; size_t n; };
static int lift(struct arg *a) { return (int)a->n; }
extern void done(uintptr_t user);
static struct arg *waiting;
static void start(struct arg *a, uintptr_t user) { waiting = a; }
*/
import "C"

import (
	"runtime"
	"runtime/cgo"
	"unsafe"
)

func Deferred(a []byte) int {
	var p runtime.Pinner
	defer p.Unpin()
	p.Pin(unsafe.SliceData(a))
	arg := C.struct_arg{(*C.uchar)(unsafe.SliceData(a)), C.size_t(len(a))}
	return int(C.lift(&arg))
}

func Literal(a []byte) int {
	p := &runtime.Pinner{}
	defer func() { p.Unpin() }()
	p.Pin(unsafe.SliceData(a))
	arg := C.struct_arg{(*C.uchar)(unsafe.SliceData(a)), C.size_t(len(a))}
	return int(C.lift(&arg))
}

// The Pinner is the caller's.
func Lower(p *runtime.Pinner, b []byte) C.struct_arg {
	p.Pin(unsafe.SliceData(b))
	return C.struct_arg{(*C.uchar)(unsafe.SliceData(b)), C.size_t(len(b))}
}

func Lowered(a []byte) int {
	var p runtime.Pinner
	defer p.Unpin()
	arg := Lower(&p, a)
	return int(C.lift(&arg))
}

// A Buffer has its Pinner until it is closed.
type Buffer struct {
	pinner runtime.Pinner
	data   []byte
}

func NewBuffer(n int) *Buffer {
	b := &Buffer{data: make([]byte, n)}
	b.pinner.Pin(&b.data[0])
	return b
}

func (b *Buffer) Close() { b.pinner.Unpin() }

// A function is returned that unpins.
func Pinned(b []byte) (unsafe.Pointer, func()) {
	var p runtime.Pinner
	p.Pin(&b[0])
	return unsafe.Pointer(&b[0]), p.Unpin
}

// C calls done when it needs the memory no longer.
func Start(arg *C.struct_arg) {
	p := new(runtime.Pinner)
	p.Pin(arg)
	C.start(arg, C.uintptr_t(cgo.NewHandle(p)))
}

//export done
func done(user C.uintptr_t) {
	h := cgo.Handle(user)
	h.Value().(*runtime.Pinner).Unpin()
	h.Delete()
}

var global runtime.Pinner

func Global(p *int) { global.Pin(p) }

func Loop(all [][]byte) int {
	var p runtime.Pinner
	defer p.Unpin()
	n := 0
	for _, b := range all {
		p.Pin(&b[0])
		arg := C.struct_arg{(*C.uchar)(&b[0]), C.size_t(len(b))}
		n += int(C.lift(&arg))
	}
	return n
}
