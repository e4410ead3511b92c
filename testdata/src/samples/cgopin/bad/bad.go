// Package bad has the samples of the page of cgopin that are reported.
package bad

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
	var p runtime.Pinner
	p.Pin(&b[0]) // p is never unpinned
	arg := C.struct_arg{p: (*C.uchar)(&b[0]), n: C.size_t(len(b))}
	return C.sum(&arg)
}

func pin(p *runtime.Pinner, b []byte) {
	p.Pin(&b) // right is p.Pin(unsafe.SliceData(b))
}
