// Package basic has Pinners that are not unpinned, and that pin the wrong
// thing.
package basic

/*
#include <stddef.h>
struct arg { const unsigned char *p; size_t n; };
static int lift(struct arg *a, int n) { int t = 0; for (int i = 0; i < n; i++) t += (int)a[i].n; return t; }
extern int unknown(struct arg *a);
*/
import "C"

import (
	"runtime"
	"unsafe"
)

func Never(a []byte) int {
	var p runtime.Pinner
	p.Pin(unsafe.SliceData(a)) // want `p is never unpinned: the program panics when the garbage collector finds it with something pinned`
	arg := C.struct_arg{(*C.uchar)(unsafe.SliceData(a)), C.size_t(len(a))}
	return int(C.lift(&arg, 1))
}

func Pointer(a, b []byte) int {
	p := new(runtime.Pinner)
	p.Pin(unsafe.SliceData(a)) // want `p is never unpinned`
	p.Pin(unsafe.SliceData(b))
	args := []C.struct_arg{
		{(*C.uchar)(unsafe.SliceData(a)), C.size_t(len(a))},
		{(*C.uchar)(unsafe.SliceData(b)), C.size_t(len(b))},
	}
	return int(C.lift(&args[0], 2))
}

// Nothing is known of the function: it may keep the memory.
func Unknown(a []byte) int {
	var p runtime.Pinner
	p.Pin(&a[0]) // want `p is never unpinned`
	arg := C.struct_arg{(*C.uchar)(&a[0]), C.size_t(len(a))}
	return int(C.unknown(&arg))
}

func Early(a []byte) int {
	var p runtime.Pinner
	p.Pin(unsafe.SliceData(a)) // want `p is not unpinned on every path out of the function`
	arg := C.struct_arg{(*C.uchar)(unsafe.SliceData(a)), C.size_t(len(a))}
	n := int(C.lift(&arg, 1))
	if n == 0 {
		return -1
	}
	p.Unpin()
	return n
}

func lower(p *runtime.Pinner, b []byte) C.struct_arg {
	p.Pin(unsafe.SliceData(b))
	return C.struct_arg{(*C.uchar)(unsafe.SliceData(b)), C.size_t(len(b))}
}

// The function that pins is another one.
func Lowered(a []byte) int {
	var p runtime.Pinner
	arg := lower(&p, a) // want `p is never unpinned`
	return int(C.lift(&arg, 1))
}

func Header(b []byte) int {
	var p runtime.Pinner
	defer p.Unpin()
	p.Pin(&b) // want `Pin\(&b\) pins the header of the slice, not the memory that it points to, which C uses`
	arg := C.struct_arg{(*C.uchar)(unsafe.SliceData(b)), C.size_t(len(b))}
	return int(C.lift(&arg, 1))
}

func Value(b []byte) {
	var p runtime.Pinner
	defer p.Unpin()
	p.Pin(b) // want `Pin\(b\) panics: b is not a pointer`
}
