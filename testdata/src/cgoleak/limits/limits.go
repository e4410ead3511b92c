// Package limits loses C memory where that is not seen.
package limits

/*
#include <stdlib.h>
#include <string.h>

void set_title(char *title);
*/
import "C"

import "unsafe"

// Unknown passes a string to a function of which nothing is known, and which
// does not declare it const: it may take it.
func Unknown(title string) {
	C.set_title(C.CString(title))
}

// An Object has a field that others may free.
type Object struct{ Name *C.char }

// SetName stores over the old name: who else has freed it is not known.
func (o *Object) SetName(name string) {
	o.Name = C.CString(name)
}

// Some frees the first element of several: which element of an array is which
// is not known.
func Some(names []string) int {
	cs := make([]*C.char, len(names))
	for i, name := range names {
		cs[i] = C.CString(name)
	}
	defer C.free(unsafe.Pointer(cs[0]))
	return int(C.strlen(cs[0]))
}
