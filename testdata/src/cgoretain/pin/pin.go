// Package pin gives C memory that it reads later.
package pin

/*
#include <stdint.h>
#include <stdlib.h>

typedef struct { const uint8_t *data; size_t n; const char *name; } reader;
static reader *reader_new(const uint8_t *p, size_t n) {
	reader *r = calloc(1, sizeof *r);
	r->data = p;
	r->n = n;
	return r;
}
static void reader_set(reader *r, const uint8_t *p, size_t n) { r->data = p; r->n = n; }
static void reader_name(reader *r, const char *s) { r->name = s; }
static int reader_try(reader *r, const uint8_t *p) { r->data = p; return r->n > 0; }
static int reader_close(reader *r) { free(r); return 0; }
*/
import "C"

import "unsafe"

// A Reader has a method that closes it.
type Reader struct {
	c   *C.reader
	buf [16]byte
}

// Feed gives the reader data.
func (r *Reader) Feed(data []byte) {
	C.reader_set(r.c, (*C.uint8_t)(unsafe.SliceData(data)), C.size_t(len(data))) // want `C.reader_set keeps .* in what r.c points to`
}

// Reuse gives it its own.
func (r *Reader) Reuse() {
	C.reader_set(r.c, (*C.uint8_t)(&r.buf[0]), 16) // want `C.reader_set keeps &r.buf\[0\] in what r.c points to`
}

// SetName names it.
func (r *Reader) SetName(name []byte) {
	C.reader_name(r.c, (*C.char)(unsafe.Pointer(&name[0]))) // want `C.reader_name keeps &name\[0\] in what r.c points to`
}

type header struct{ length, kind int32 }

// SetHeader takes nil, too.
func (r *Reader) SetHeader(h *header) {
	C.reader_set(r.c, (*C.uint8_t)(unsafe.Pointer(h)), 8) // want `C.reader_set keeps h in what r.c points to`
}

// Try does not always call C.
func (r *Reader) Try(data []byte) bool {
	return len(data) > 0 && C.reader_try(r.c, (*C.uint8_t)(&data[0])) != 0 // want `C.reader_try keeps &data\[0\] in what r.c points to`
}

// New makes a reader of data.
func New(data []byte) *Reader {
	r := &Reader{}
	r.c = C.reader_new((*C.uint8_t)(&data[0]), C.size_t(len(data))) // want `C.reader_new keeps &data\[0\] in the object that it makes`
	return r
}

// Close frees it.
func (r *Reader) Close() error {
	if C.reader_close(r.c) != 0 {
		return nil
	}
	r.c = nil
	return nil
}
