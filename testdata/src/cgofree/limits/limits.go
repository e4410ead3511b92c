// Package limits frees C memory wrongly where that is not seen.
package limits

/*
#include <stdlib.h>
*/
import "C"

import "unsafe"

// A Buffer is used by anyone.
type Buffer struct{ P *C.char }

// Free frees it. A second call is a mistake of the caller, who is elsewhere: the
// method alone is no more than a sign.
func (b *Buffer) Free() { C.free(unsafe.Pointer(b.P)) } // want "low: Free frees b.P and does not set it to nil: a second call of Free frees it again"
