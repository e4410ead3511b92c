// Package basic frees C memory wrongly.
package basic

/*
#include <stdlib.h>
#include <string.h>

typedef struct { char *res_name, *res_class; } hint;
typedef struct { int rows; } reader;

static size_t set_hint(hint *h) { return strlen(h->res_name) + strlen(h->res_class); }
static reader *reader_new(int n) { reader *r = malloc(sizeof *r); r->rows = n; return r; }
static int reader_next(reader *r) { return r->rows--; }
static void reader_close(reader *r) { free(r); }
*/
import "C"

import (
	"runtime"
	"unsafe"
)

// After uses it after it is freed.
func After(s string) int {
	cs := C.CString(s)
	C.free(unsafe.Pointer(cs))
	return int(C.strlen(cs)) // want `C.strlen uses cs after C.free has freed it`
}

// AfterOnPath does so on one path.
func AfterOnPath(s string, clean bool) int {
	cs := C.CString(s)
	if clean {
		C.free(unsafe.Pointer(cs))
	}
	n := int(C.strlen(cs)) // want `C.strlen uses cs after C.free has freed it`
	if !clean {
		C.free(unsafe.Pointer(cs))
	}
	return n
}

// Twice frees it twice.
func Twice(p unsafe.Pointer) {
	C.free(p)
	C.free(p) // want `C.free frees p, which C.free has freed before: a double free corrupts the heap`
}

// AndDeferred frees it, and so does the deferred call.
func AndDeferred(s string) int {
	cs := C.CString(s)
	defer C.free(unsafe.Pointer(cs))
	n := int(C.strlen(cs))
	if n == 0 {
		C.free(unsafe.Pointer(cs)) // want `C.free frees cs, and the deferred call of C.free frees it again when the function returns: a double free corrupts the heap`
		return -1
	}
	return n
}

// Returned is freed before the caller gets it.
func Returned(s string) *C.char {
	cs := C.CString(s)
	defer C.free(unsafe.Pointer(cs))
	return cs // want `cs is returned, but the deferred call of C.free frees it first: the caller gets freed memory`
}

// View returns a slice of freed memory.
func View(n int) []byte {
	p := C.malloc(C.size_t(n))
	defer C.free(p)
	return unsafe.Slice((*byte)(p), n) // want `p is returned, but the deferred call of C.free frees it first`
}

// Looked at through a view.
func Looked(n int) byte {
	p := C.malloc(C.size_t(n))
	view := unsafe.Slice((*byte)(p), n)
	view[0] = 1
	C.free(p)
	return view[0] // want `p is used after C.free has freed it`
}

// A Hint holds C strings.
type Hint C.hint

// SetName leaves a freed string in the struct.
func (h *Hint) SetName(s string) {
	cs := C.CString(s)
	defer C.free(unsafe.Pointer(cs)) // want `C.free frees cs when the function returns, but it stays in field res_name: whoever reads that uses freed memory`
	h.res_name = cs
}

// SetClass does so at once.
func (h *Hint) SetClass(s string) {
	h.res_class = C.CString(s)
	C.free(unsafe.Pointer(h.res_class)) // want `C.free frees h.res_class, but it stays in field res_class`
}

// A Reader reads.
type Reader struct{ c *C.reader }

// New makes a reader.
func New(n int) *Reader { return &Reader{c: C.reader_new(C.int(n))} }

// Next returns the next row.
func (r *Reader) Next() int { return int(C.reader_next(r.c)) }

// Close frees it, and leaves it in the field.
func (r *Reader) Close() { C.reader_close(r.c) } // want "low: Close frees r.c and does not set it to nil: a second call of Close frees it again"

// Release closes it.
func (r *Reader) Release() { r.Close() }

// ReadAll closes it twice.
func ReadAll(n int) (sum int) {
	r := New(n)
	defer r.Release()
	for {
		v := r.Next()
		if v <= 0 {
			r.Close() // want `r.Close frees r.c, and the deferred call of r.Release frees it again when the function returns`
			return sum
		}
		sum += v
	}
}

// Last uses it when it is closed.
func Last(n int) int {
	r := New(n)
	r.Next()
	r.Close()
	return r.Next() // want `r.Next uses r.c after r.Close has freed it`
}

// GoMemory isn't C's to free.
func GoMemory(n int) {
	b := make([]byte, n)
	C.free(unsafe.Pointer(&b[0])) // want `C.free gets the memory of a Go slice: only what C allocated may be freed`
	var h C.hint
	C.free(unsafe.Pointer(&h)) // want `C.free gets the address of Go memory: only what C allocated may be freed`
}

// Middle is no start of an allocation.
func Middle(n int) {
	p := C.malloc(C.size_t(n))
	C.free(unsafe.Add(p, 8)) // want `C.free gets a pointer into an allocation and not to its start, which corrupts the heap`
}

// Environment belongs to C.
func Environment(name *C.char) {
	C.free(unsafe.Pointer(C.getenv(name))) // want `C.free frees what C.getenv returns, but that belongs to C`
}

// A Session has a finalizer.
type Session struct{ c *C.reader }

// NewSession makes a session.
func NewSession() *Session {
	s := &Session{C.reader_new(1)}
	runtime.SetFinalizer(s, (*Session).Close)
	return s
}

// Close frees it, and leaves the finalizer.
func (s *Session) Close() { // want `Close frees s.c, and the finalizer of basic.Session frees it again: a double free corrupts the heap`
	C.reader_close(s.c)
}

// Grown uses the old memory after realloc.
func Grown(n int) byte {
	p := (*byte)(C.malloc(1))
	q := C.realloc(unsafe.Pointer(p), C.size_t(n))
	if q == nil {
		C.free(unsafe.Pointer(p))
		return 0
	}
	defer C.free(q)
	return *p // want `p is used after C.realloc has freed it`
}

// Alias knows it by two names on one path.
func Alias(a, b *Reader, same bool) int {
	if same {
		b = a
	}
	a.Close()
	return int(C.reader_next(b.c)) // want `C.reader_next uses a.c after a.Close has freed it`
}

// Elements frees the first one twice.
func Elements(ps []unsafe.Pointer) {
	for _, p := range ps {
		C.free(p)
	}
	C.free(ps[0]) // want `C.free frees p, which C.free has freed before`
}

func consume(r *C.reader) int {
	defer C.reader_close(r)
	return int(C.reader_next(r))
}

// Consumed uses what a function has freed by a deferred call of its own.
func Consumed() int {
	r := C.reader_new(1)
	n := consume(r)
	return n + int(C.reader_next(r)) // want `C.reader_next uses r after consume has freed it`
}
