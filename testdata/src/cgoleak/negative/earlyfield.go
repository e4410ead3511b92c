package negative

/*
#include <stdlib.h>

typedef struct { void *buf; size_t len; } output;
int encode_to(output *o);
*/
import "C"

// Encoded defers the free when there is something, or reads it later.
func Encoded() []byte {
	var out, more C.output
	defer func() { C.free(more.buf) }()
	if C.encode_to(&out) != 0 || C.encode_to(&more) != 0 {
		return nil
	}
	defer C.free(out.buf)
	return C.GoBytes(out.buf, C.int(out.len))
}

// Filled has memory before C gets it.
func Filled() int {
	out := C.output{buf: C.malloc(4)}
	defer C.free(out.buf)
	return int(C.encode_to(&out))
}
