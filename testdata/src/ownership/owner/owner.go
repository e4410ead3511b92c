// Package owner hands C memory on.
package owner

/*
#include <stdlib.h>

typedef struct { int rows; } reader;

static reader *reader_new(int rows) { reader *r = malloc(sizeof *r); r->rows = rows; return r; }
static int reader_rows(reader *r) { return r->rows; }
static void reader_close(reader *r) { free(r); }
*/
import "C"

import "unsafe"

// Text returns a C string that the caller frees.
func Text(s string) *C.char { // want Text:"result 0 belongs to the caller, freed by free"
	return C.CString(s)
}

// Buffer returns memory that the caller frees, or nil.
func Buffer(n int) unsafe.Pointer { // want Buffer:"result 0 belongs to the caller, freed by free"
	if n == 0 {
		return nil
	}
	return C.malloc(C.size_t(n))
}

var shared = C.CString("shared")

// Shared returns what the package owns.
func Shared() *C.char { return shared }

// Free frees p.
func Free(p unsafe.Pointer) { // want Free:"parameter 0 is freed"
	if p != nil {
		C.free(p)
	}
}

// Length does not keep p.
func Length(p *C.char) int { // want Length:"parameter 0 is used"
	return len(C.GoString(p))
}

var kept []*C.char

// Keep keeps p.
func Keep(p *C.char) { // want Keep:"parameter 0 may be kept"
	kept = append(kept, p)
}

// Reader reads.
type Reader struct {
	name string
	c    *C.reader
}

// NewReader makes a reader.
func NewReader(rows int) *Reader { return &Reader{c: C.reader_new(C.int(rows))} }

// Close frees the C reader and leaves it in the field.
func (r *Reader) Close() { // want Close:`parameter 0\*\.1 is freed`
	C.reader_close(r.c)
}

// Release does as Close does.
func (r *Reader) Release() { // want Release:`parameter 0\*\.1 is freed`
	r.Close()
}

// Stop frees the C reader once.
func (r *Reader) Stop() { // want Stop:`parameter 0\*\.1 is freed and cleared`
	if r.c != nil {
		C.reader_close(r.c)
		r.c = nil
	}
}
