package negative

// typedef struct { int kind, size; void *data; } header;
// static int kind_of(header *h) { return h->kind; }
import "C"

import "unsafe"

// A header has as many bytes as its T says.
type header[T any] struct {
	kind, size int32
	data       T
}

func kindOf[T any](h *header[T]) int {
	return int(C.kind_of((*C.header)(unsafe.Pointer(h))))
}

func kindOfFirst[T any](h *[2]T) int {
	return int(C.kind_of((*C.header)(unsafe.Pointer(h))))
}

// Kinds returns zeros.
func Kinds() (int, int) {
	return kindOf(&header[unsafe.Pointer]{}), kindOfFirst(&[2]C.header{})
}
