// Package outvalue has pointers to C memory under types of Go, as generated
// bindings have them: each is read out of the variable that holds the result.
package outvalue

/*
#include <stdlib.h>
typedef struct stream { int fd; } stream;
typedef struct archive { stream *from; } archive;
static stream *open_stream(int fd) { stream *s = malloc(sizeof *s); s->fd = fd; return s; }
static archive *open_archive(stream *s) { archive *a = malloc(sizeof *a); a->from = s; return a; }
*/
import "C"

import "unsafe"

type Stream C.stream

type Archive C.archive

func OpenStream(fd int) *Stream {
	ret := C.open_stream(C.int(fd))
	return *(**Stream)(unsafe.Pointer(&ret))
}

func OpenArchive(s *Stream) *Archive {
	from := (*C.stream)(unsafe.Pointer(s))
	ret := C.open_archive(from)
	return *(**Archive)(unsafe.Pointer(&ret))
}

// Nothing in the package makes one of C memory.
type Source struct{ fd int32 }

func OpenSource(s *Source) *Archive {
	ret := C.open_archive((*C.stream)(unsafe.Pointer(s))) // want `C.open_archive keeps s in the object that it makes after the call`
	return *(**Archive)(unsafe.Pointer(&ret))
}
