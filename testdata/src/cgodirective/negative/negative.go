package negative

// #include <stdlib.h>
// #include <string.h>
//
// #cgo noescape sum
// #cgo nocallback sum
// #cgo nocallback remember
// #cgo noescape set
// #cgo nocallback set
// #cgo noescape fill
// #cgo nocallback fill
//
// typedef struct { char *data; int copied; } buffer;
// static void *last;
//
// static int sum(const int *xs, int n) {
// 	int s = 0;
// 	while (n-- > 0)
// 		s += *xs++;
// 	return s;
// }
//
// static void remember(void *p) { last = p; }
//
// // It copies unless the caller says not to.
// static void set(buffer *b, char *data, int copy) {
// 	if (copy)
// 		b->data = strdup(data);
// 	else
// 		b->data = data;
// }
//
// static void fill(char *p, size_t n) { memset(p, 0, n); }
import "C"

import "unsafe"

func use(p unsafe.Pointer, xs []C.int, b *C.buffer) {
	C.sum(unsafe.SliceData(xs), C.int(len(xs)))
	C.remember(p)
	C.set(b, (*C.char)(p), 1)
	C.fill((*C.char)(p), 3)
}
