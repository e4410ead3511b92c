// Package limits frees C memory wrongly where that is not seen.
package limits

/*
#include <stdlib.h>
*/
import "C"

import "unsafe"

// A Buffer is used by anyone.
type Buffer struct{ P *C.char }

// Free frees it. A second call is a mistake of the caller, who is elsewhere.
func (b *Buffer) Free() { C.free(unsafe.Pointer(b.P)) }
