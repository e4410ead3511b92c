// Package good has the samples of the page of cgopin that are right.
package good

/*
#include <stddef.h>
struct arg { unsigned char *p; size_t n; };
static int sum(struct arg *a) {
	int s = 0;
	for (size_t i = 0; i < a->n; i++) s += a->p[i];
	return s;
}
*/
import "C"

import (
	"runtime"
)

func sum(b []byte) C.int {
	if len(b) == 0 {
		return 0
	}
	var p runtime.Pinner
	defer p.Unpin()
	p.Pin(&b[0])
	arg := C.struct_arg{p: (*C.uchar)(&b[0]), n: C.size_t(len(b))}
	return C.sum(&arg)
}
