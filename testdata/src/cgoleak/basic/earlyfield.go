package basic

/*
#include <stdlib.h>

typedef struct { void *buf; size_t len; } output;
int encode_to(output *o);
*/
import "C"

// Encoded defers the free before C has set the field.
func Encoded() []byte {
	out := C.output{buf: nil, len: 0}
	defer C.free(out.buf) // want `the deferred call of C.free frees nil, the value of out.buf at the defer statement, not what C.encode_to stores in out.buf afterwards`
	if C.encode_to(&out) != 0 {
		return nil
	}
	return C.GoBytes(out.buf, C.int(out.len))
}
