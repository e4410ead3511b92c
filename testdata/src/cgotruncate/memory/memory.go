// Package memory has lengths in fields and offsets that lose bits, and lengths
// that cannot be so large.
package memory

/*
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>
typedef struct { const void *data; uint16_t length; } text;
typedef struct { uint16_t width, height; } size;
static int use(const text *t) { return t->length; }
static int resize(const size *s) { return s->width; }
static int disk_read_at(void *buf, int n, int offset) { (void)buf; (void)offset; return n; }
typedef struct { void *digest; size_t digest_len; void *body; size_t body_len; } reply;
*/
import "C"

import "unsafe"

func Use(b []byte) int {
	p := C.CBytes(b)
	defer C.free(p)
	t := C.text{data: p, length: C.uint16_t(len(b))} // want `^len\(b\) loses bits beyond 16 on its way to a field of C.text: C then takes only a part for all$`
	return int(C.use(&t))
}

func ReadAt(b []byte, off int64) int {
	return int(C.disk_read_at(unsafe.Pointer(unsafe.SliceData(b)), C.int(len(b)), C.int(off))) // want `^off loses bits beyond 32 on its way to C.disk_read_at` `^pedantic: len\(b\) loses bits`
}

func Body(r *C.reply) []byte {
	return C.GoBytes(r.body, C.int(r.body_len)) // want `^low: r.body_len loses bits beyond 32 on its way to C.GoBytes`
}

// right

// A digest is small.
func Digest(r *C.reply) []byte {
	return C.GoBytes(r.digest, C.int(r.digest_len)) // want `^pedantic: r.digest_len loses bits`
}

// No more was read than there is room for.
func Read(fd C.int) []byte {
	p := C.malloc(4096)
	defer C.free(p)
	n := C.read(fd, p, 4096)
	if n <= 0 {
		return nil
	}
	return C.GoBytes(p, C.int(n))
}

// Nothing is read or written by it.
func Resize(rows [][]byte) int {
	s := C.size{width: C.uint16_t(len(rows))} // want `^pedantic: len\(rows\) loses bits`
	return int(C.resize(&s))
}

// What calls the host may be large.
func hostCall(arguments unsafe.Pointer, n C.size_t) []byte {
	return C.GoBytes(arguments, C.int(n)) // want `^n loses bits beyond 32 on its way to C.GoBytes`
}
