// Package bad has the samples of the page of cgopointer that are reported.
package bad

/*
struct request { char *buf; };
typedef struct request request;
static int send(request *r) { return r->buf[0]; }
*/
import "C"

import (
	"unsafe"
)

func send(data []byte) {
	if len(data) == 0 {
		return
	}
	t := C.request{buf: (*C.char)(unsafe.Pointer(&data[0]))}
	C.send(&t) // panic: argument of cgo function has Go pointer to unpinned Go pointer
}
