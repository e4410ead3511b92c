// Package variable keeps pointers to arrays that are not there in variables.
package variable

/*
#include <stdlib.h>
typedef struct { int id; } entry;
typedef struct { entry *all; char **names; size_t n; int fixed[4096]; } list;
static list *open_list(void) { return calloc(1, sizeof(list)); }
*/
import "C"

import (
	"reflect"
	"unsafe"
)

func Entries() []C.entry {
	l := C.open_list()
	array := (*[1 << 26]C.entry)(unsafe.Pointer(l.all))
	return array[:l.n] // want `^the array of 1 << 26 elements does not exist: a larger l.n panics, checkptr stops at the conversion`
}

func Names() (names []string) {
	l := C.open_list()
	array := (*[1 << 26]*C.char)(unsafe.Pointer(l.names))
	for i := 0; i < int(l.n); i++ {
		if array[i] != nil { // want `^the array of 1 << 26 elements does not exist: checkptr stops at the conversion`
			names = append(names, C.GoString(array[i]))
		}
	}
	return names
}

type memory *[1 << 30]byte

func Memory(p unsafe.Pointer, n int) []byte {
	return (*memory(p))[:n:n] // want `^the array of 1073741824 elements does not exist: a larger n panics`
}

func At(p unsafe.Pointer, i int) byte {
	return (*(*[1 << 30]byte)(p))[i] // want `^the array of 1 << 30 elements does not exist`
}

func Text(p unsafe.Pointer, n int) string {
	var h reflect.StringHeader
	h.Data = uintptr(p) // want `^the collector sees no pointer in the Data of a reflect.StringHeader made by hand`
	h.Len = n
	return *(*string)(unsafe.Pointer(&h))
}

// right

func Fixed(n int) []C.int {
	l := C.open_list()
	array := (*[4096]C.int)(unsafe.Pointer(&l.fixed))
	return array[:4096]
}

// It is set to different things.
func Either(p unsafe.Pointer, real *[1 << 20]byte, n int) []byte {
	array := real
	if p != nil {
		array = (*[1 << 20]byte)(p)
	}
	return array[:n]
}
