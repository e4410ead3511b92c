// Package cgostring defines an analyzer that reports memory without a NUL
// that is read up to one.
//
// # Analyzer cgostring
//
// cgostring: find strings without a NUL at the end, which C or C.GoString reads past
//
// A C string ends in a NUL. A Go string or slice has a length, and no NUL
// behind it:
//
//	p := C.CBytes([]byte(name))
//	C.puts((*C.char)(p)) // prints name, and what lies behind it
//
// C.CString copies a string and adds the NUL:
//
//	p := C.CString(name)
//
// and a slice needs one appended:
//
//	p := C.CBytes(append(b[:len(b):len(b)], 0))
//
// In the other direction, a C array that is full has no NUL, and C.GoString
// reads on into the memory behind it:
//
//	C.strncpy(&r.name[0], src, C.size_t(len(r.name)))
//	return C.GoString(&r.name[0])
//
// C.GoStringN with C.strnlen reads no farther than the array:
//
//	return C.GoStringN(&r.name[0], C.int(C.strnlen(&r.name[0], C.size_t(len(r.name)))))
//
// Where the C code of the package, or the documentation of a library, says
// that a parameter is read up to a NUL (for the bytes of a Go string also
// where only the prototype is known, with a const char * and no number that
// could be the length), the check reports
//
//   - the first byte of a Go slice, the data of a Go string, or a copy by
//     C.CBytes, where nothing puts a NUL at the end;
//   - a field of a C struct that is documented to have none when it is full,
//     such as ut_user of struct utmpx or label of CK_TOKEN_INFO;
//   - a buffer that was given whole to a C function which adds no NUL:
//     strncpy, readlink, gethostname, read;
//
// and C.GoStringN and C.GoBytes with a constant length larger than the array.
//
// C.CString of a text that comes from a file, a request or standard input is
// reported as pedantic: a NUL in it ends the string for C, which then sees
// less than Go.
//
// # When not to care
//
// A caller may add the NUL. Functions whose documentation says so, or that
// look for it, are not reported.
//
// # Limits
//
// Strings in fields and variables of the package may end in a NUL and are not
// reported. A buffer counts as terminated when Go stores to one of its
// elements.
//
// Since: v0.2.0.
package cgostring
