package cause

/*
#include <stdlib.h>
typedef struct { const char *name, *engine, *layer; } info;
static void start(info *i) {}
*/
import "C"

import "unsafe"

// bytesOf is the mistake, and not each of its callers.
func bytesOf(s string) *C.char { return (*C.char)(unsafe.Pointer(unsafe.StringData(s))) }

func Start(name, engine, layer string) {
	i := (*C.info)(C.calloc(1, C.sizeof_info))
	defer C.free(unsafe.Pointer(i))
	i.name = bytesOf(name) // want `the Go pointer bytesOf\(name\) is stored in memory of C.calloc: the collector does not look there, and frees or moves what it points to; 2 more stores put it there from the same function`
	i.engine = bytesOf(engine)
	i.layer = bytesOf(layer)
	C.start(i)
}
