// Package cgoleak defines an analyzer that reports C memory which is lost on
// some path.
//
// # Analyzer cgoleak
//
// cgoleak: find C memory that is never freed on some path
//
// The garbage collector does not free C memory. What C.CString, C.CBytes and
// C.malloc return, and what a C function allocates for its caller, stays until
// somebody frees it:
//
//	func lookup(name string) int {
//		return int(C.lookup(C.CString(name))) // a string is lost in each call
//	}
//
//	cn := C.CString(name)
//	if C.encode(cn, &code) != 0 {
//		return errBad // and here
//	}
//	C.free(unsafe.Pointer(cn))
//
// A long-running program grows until it is killed. Defer the free right after
// the call:
//
//	cn := C.CString(name)
//	defer C.free(unsafe.Pointer(cn))
//
// The arguments of a deferred call are computed at the defer statement, so
// this frees nil, and so does one that stands before p = C.dup_name(x):
//
//	var p *C.char
//	defer C.free(unsafe.Pointer(p))
//	C.get_name(&p)
//
// What C declares as pointing to const, as in get_name(const char **out), it
// lends, and freeing nil does no harm then.
//
// The check follows the paths of the function, with what branches say on them:
// that a pointer is nil, that a call failed and there is nothing to free, that
// a flag is set. Memory is given up where it is freed, by any C or Go function
// that frees it; returned; stored in a field, a global variable, a map, a
// slice or a channel; captured by what outlives the function; or taken by C.
// What C functions do is known from their bodies and contracts. A function
// without either is assumed not to take a parameter that is declared as a
// pointer to const, one that the program itself frees after other calls of the
// function, or an object of its own library, unless its name says otherwise. It
// may take anything else, and then nothing is reported. When the program frees
// what such a function returns, or stores through an argument, after one call,
// it owns that after every call. Where a constructor puts the memory and what a C
// function made with it into one object, and one Go function frees both, the C
// function did not take it, and a path on which that fails loses it:
//
//	buf := C.CString(text)
//	dec := C.dec_new(buf)
//	if dec == nil {
//		return nil, errDecoder // buf is lost
//	}
//	return &Decoder{dec, buf}, nil
//
// # Fields
//
// An object of Go that a function makes around C memory, and that nobody else
// has, belongs to the caller like the memory itself: until a method or function
// frees what it holds. A field that nothing in the package frees is reported
// where memory is stored in it, unless others may free it, because the field is
// exported or its value is returned or passed on. So is an exported method that
// stores over what a field holds without looking at it, where the package frees
// the field elsewhere:
//
//	func (l *Label) SetName(name string) {
//		l.name = C.CString(name) // the name before is lost
//	}
//
// # Functions that end an object
//
// Of C functions of which only the prototype is known, those count as freeing
// the object that they get alone whose names begin or end with free, destroy,
// delete or dispose. close, finalize, fini, deinit, del and drop may also only
// end what the object does, and release may give up one of several references.
// They count where a finalizer or cleanup of the package calls them, or a method
// by the name of Close, Free, Destroy, Delete, Dispose, Release or Finalize,
// provided that the package calls no other such function for that type of C, nor
// one that begins something anew with it, such as open or restart, or that takes a
// reference, such as retain. None frees what it gets by the address of a variable:
// that it only clears. Nor does one without free in its name free an object that
// the program allocates by malloc: it ends what is in the object. A name with unref
// may free, unless the same name with free is a function that does.
//
// The fix frees the memory when the function returns. It is offered where no
// path frees the memory or hands it on, and not in a loop.
//
// # When not to care
//
// Memory that is lost once does not add up. The check does not report main,
// init, the initialization of package-level variables, what a sync.Once runs,
// functions that only these call, and tests; nor paths that panic or end the
// program.
//
// # Limits
//
// An object of Go that another package made is not followed: that it is never
// closed is not seen. What is stored in an object of C, such as a list, is
// taken to be its own. Of the elements of arrays and slices it is known whether
// something frees them, and not which.
//
// Since: v0.2.0.
package cgoleak
