// Package cgostring defines an analyzer that reports memory without a NUL
// that is read up to one.
//
// # Analyzer cgostring
//
// cgostring: find memory without a NUL at its end that C or C.GoString reads up to one
//
// A string of C ends in a NUL. A string or slice of Go has its length, and no
// NUL behind it:
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
// The other way round, an array of C that is full has no NUL, and C.GoString
// goes on into what lies behind it:
//
//	C.strncpy(&r.name[0], src, C.size_t(len(r.name)))
//	return C.GoString(&r.name[0])
//
// C.GoStringN with C.strnlen reads no farther than the array:
//
//	return C.GoStringN(&r.name[0], C.int(C.strnlen(&r.name[0], C.size_t(len(r.name)))))
//
// Reported are, where a parameter is read up to a NUL, by the C code of the
// package or by the documentation of a library:
//
//   - the first byte of a Go slice, the data of a Go string, or a copy by
//     C.CBytes, where nothing puts a NUL at the end;
//   - a field of a C struct that is documented to have none when it is full,
//     such as ut_user of struct utmpx or label of CK_TOKEN_INFO;
//   - a buffer that a C function was given all of to fill, which adds no NUL:
//     strncpy, readlink, gethostname, read;
//
// and C.GoStringN and C.GoBytes with a constant length larger than the array.
//
// Pedantic is C.CString of a text as it comes from a file, a request or standard
// input: a NUL in it ends the string for C, which then sees less than Go.
//
// # When not to care
//
// A caller may add the NUL. Functions whose documentation says so, or that
// look for it, are not reported.
//
// # Limits
//
// Strings in fields and variables of the package may end in a NUL and are not
// reported. A buffer to an element of which Go stores is taken for ended by
// that.
//
// Since: v0.2.0.
package cgostring
