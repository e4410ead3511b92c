// Package basic makes slices over C memory through arrays that are not there.
package basic

/*
typedef struct { int id; double weight; } entry;
static entry *entries(int *n) { static entry e[3]; *n = 3; return e; }
static void *data(int *n) { static char d[8]; *n = 8; return d; }
static char **names(void) { static char *n[2] = {"a", "b"}; return n; }
*/
import "C"

import (
	"reflect"
	"unsafe"
)

func Entries() []C.entry {
	var n C.int
	p := C.entries(&n)
	return (*[1 << 26]C.entry)(unsafe.Pointer(p))[:n:n] // want `^the array of 1 << 26 elements does not exist: a larger n panics, checkptr stops at the conversion, and 32-bit platforms may refuse the type; unsafe.Slice takes any length$`
}

func Data() []byte {
	var n C.int
	p := C.data(&n)
	return (*[1 << 30]byte)(p)[:int(n):int(n)] // want `the array of 1 << 30 elements does not exist: a larger int\(n\) panics`
}

func Open() []byte {
	var n C.int
	p := C.data(&n)
	return (*[1 << 30]byte)(p)[:n] // want `the array of 1 << 30 elements`
}

func Name(i int) string {
	return C.GoString((*[1 << 20]*C.char)(unsafe.Pointer(C.names()))[i]) // want `the array of 1 << 20 elements does not exist: checkptr stops at the conversion`
}

func Header() []C.entry {
	var n C.int
	p := C.entries(&n)
	h := reflect.SliceHeader{Data: uintptr(unsafe.Pointer(p)), Len: int(n), Cap: int(n)} // want `the collector sees no pointer in the Data of a reflect.SliceHeader made by hand`
	return *(*[]C.entry)(unsafe.Pointer(&h))
}

func Fields() (all []C.entry) {
	var n C.int
	p := C.entries(&n)
	h := (*reflect.SliceHeader)(unsafe.Pointer(&all))
	h.Data = uintptr(unsafe.Pointer(p)) // want `a reflect.SliceHeader over C memory is filled by hand, field by field; unsafe.Slice makes the slice in one step`
	h.Len, h.Cap = int(n), int(n)
	return all
}

func Text() (s string) {
	var n C.int
	h := (*reflect.StringHeader)(unsafe.Pointer(&s))
	h.Data = uintptr(C.data(&n)) // want `a reflect.StringHeader over C memory is filled by hand, field by field; unsafe.String makes the string in one step`
	h.Len = int(n)
	return s
}

func Three() []C.entry {
	var n C.int
	return (*[1 << 26]C.entry)(unsafe.Pointer(C.entries(&n)))[:3:3] // want `the array of 1 << 26 elements does not exist: checkptr stops`
}
