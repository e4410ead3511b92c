package basic

// #include <stdlib.h>
// #include <string.h>
import "C"

import "unsafe"

// Keys frees a copy of each, and not the one that was used.
func Keys(keys []string) int {
	n := 0
	for _, k := range keys {
		cs := C.CString(k)
		n += int(C.strlen(cs))
		C.free(unsafe.Pointer(C.CString(k))) // want `C.free frees only the new copy that C.CString makes here: the one made before is never freed`
	}
	return n
}
