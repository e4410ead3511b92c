package memory

// #include <stddef.h>
import "C"

import us "unsafe"

// What another file copies is part of the first finding, and of its fix.
func hostReply(reply us.Pointer, n C.size_t) []byte {
	return C.GoBytes(reply, C.int(n)) // want `^pedantic: n loses bits beyond 32 on its way to C.GoBytes`
}

// Here unsafe cannot be named.
func hostHidden(reply us.Pointer, n C.size_t, us, unsafe int) []byte {
	return C.GoBytes(reply, C.int(n)) // want `^pedantic: n loses bits beyond 32 on its way to C.GoBytes`
}
