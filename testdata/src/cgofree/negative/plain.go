package negative

/*
#include <stdlib.h>
typedef struct codec { int n; void *private; } codec_t;
static codec_t *codec_memory(void) { return malloc(sizeof(codec_t)); }
int codec_init(codec_t *c);
int codec_destroy(codec_t *c);
*/
import "C"

import "unsafe"

// A Codec is in memory that the program allocates: codec_destroy ends what is in it.
type Codec struct{ c *C.codec_t }

// NewCodec makes one.
func NewCodec() *Codec {
	c := C.codec_memory()
	if C.codec_init(c) != 0 {
		C.free(unsafe.Pointer(c))
		return nil
	}
	return &Codec{c}
}

// Close ends the codec, and frees its memory.
func (c *Codec) Close() bool {
	if c.c == nil {
		return true
	}
	defer C.free(unsafe.Pointer(c.c))
	ok := C.codec_destroy(c.c) == 0
	defer func() { c.c = nil }()
	return ok
}
