// Package fields stores memory over other.
package fields

// #include <stdlib.h>
import "C"

import "unsafe"

type Label struct{ name *C.char }

func (l *Label) SetName(name string) {
	l.name = C.CString(name) // the name before is lost
}

func (l *Label) Close() {
	C.free(unsafe.Pointer(l.name))
	l.name = nil
}
