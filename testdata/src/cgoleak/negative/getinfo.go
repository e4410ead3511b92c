package negative

/*
#include <stdlib.h>
int conn_getinfo_string(void *c, int what, char **value);
*/
import "C"

import "unsafe"

// Info gets a string that belongs to the connection, and frees its own.
func Info(c unsafe.Pointer, what int) string {
	s := C.CString("")
	defer C.free(unsafe.Pointer(s))
	if C.conn_getinfo_string(c, C.int(what), &s) != 0 {
		return ""
	}
	return C.GoString(s)
}
