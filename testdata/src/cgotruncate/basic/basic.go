// Package basic has lengths that lose bits where memory is read by them.
package basic

/*
#include <stddef.h>
#include <stdint.h>
struct blob { const void *data; uint64_t size; };
static struct blob *blob(void) { static struct blob b; return &b; }
static const char *text(size_t *n) { *n = 2; return "ab"; }
static int send(const void *p, unsigned char n) { return n > 0 ? *(const char *)p : 0; }
static int send16(const void *p, uint16_t n) { return n > 0 ? *(const char *)p : 0; }
static int stream_seek(void *s, int offset) { return s != 0 ? offset : 0; }
static int load(const void *p, unsigned n) { return n > 0 ? *(const char *)p : 0; }
*/
import "C"

import (
	"os"
	"unsafe"
)

var last []byte

//export hostData
func hostData(p unsafe.Pointer, n C.size_t) {
	last = C.GoBytes(p, C.int(n)) // want `^n loses bits beyond 32 on its way to C.GoBytes, which then panics or copies only a part; nothing before bounds it to C.int$`
}

//export onTested
func onTested(p unsafe.Pointer, n C.size_t) {
	if n > 0 && p != nil {
		last = C.GoBytes(p, C.int(n)) // want `pedantic: n loses bits beyond 32`
	}
}

func Text() string {
	var n C.size_t
	p := C.text(&n)
	return C.GoStringN(p, C.int(n)) // want `pedantic: n loses bits beyond 32 on its way to C.GoStringN`
}

func Blob() []byte {
	b := C.blob()
	size := uint64(b.size)
	return C.GoBytes(b.data, C.int(size)) // want `low: size loses bits`
}

func Send(b []byte) int {
	return int(C.send(unsafe.Pointer(unsafe.SliceData(b)), C.uchar(len(b)))) // want `len\(b\) loses bits beyond 8 on its way to C.send, which then takes only a part for all`
}

func Send16(b []byte) int {
	n := len(b)
	return int(C.send16(unsafe.Pointer(unsafe.SliceData(b)), C.uint16_t(n))) // want `n loses bits beyond 16 on its way to C.send16`
}

func Seek(s unsafe.Pointer, offset int64) int {
	return int(C.stream_seek(s, C.int(offset))) // want `offset loses bits beyond 32 on its way to C.stream_seek`
}

func Load(f *os.File, p unsafe.Pointer) (int, error) {
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return int(C.load(p, C.uint(info.Size()))), nil // want `info.Size\(\) loses bits beyond 32 on its way to C.load`
}
