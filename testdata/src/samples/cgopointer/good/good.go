// Package good has the samples of the page of cgopointer that are right.
package good

/*
struct request { char *buf; };
typedef struct request request;
static int send(request *r) { return r->buf[0]; }
*/
import "C"

import (
	"runtime"
	"unsafe"
)

func send(data []byte) {
	if len(data) == 0 {
		return
	}
	var pinner runtime.Pinner
	defer pinner.Unpin()
	pinner.Pin(&data[0])
	t := C.request{buf: (*C.char)(unsafe.Pointer(&data[0]))}
	C.send(&t)
}
