// Package cgoretain defines an analyzer that reports Go memory which C keeps
// after the call.
//
// # Analyzer cgoretain
//
// cgoretain: find Go memory that C keeps after the call
//
// Go memory that is passed to C is pinned until the call returns. Afterwards
// the collector may free it, since it does not look where C keeps pointers,
// and a later use of it in C reads or destroys something else:
//
//	// static void *user;
//	// static void set_user(void *p) { user = p; }
//	import "C"
//
//	func register(cb *callback) {
//		C.set_user(unsafe.Pointer(cb)) // C.set_user keeps cb in the global user
//	}
//
// Give C a number instead, and keep the value in Go:
//
//	var callbacks registry.Registry[*callback]
//
//	func register(cb *callback) registry.Handle {
//		h := callbacks.Register(cb)
//		C.set_user(h.Pointer()) // the callback finds cb by callbacks.Value(registry.FromPointer(p))
//		return h                // for callbacks.Delete
//	}
//
// or pin the memory for as long as C has it, with a runtime.Pinner that is
// unpinned where C gives the pointer up; or hand over memory of C.malloc.
//
// What C does is read in its code: in the preamble, in the package's C files
// and in the headers they include. For functions of well-known libraries it
// is in tables that rest on the libraries' documentation. A comment
//
//	//cgolint:contract set_user 1 retained until clear_user
//
// in a Go file says it for a function of which neither is there.
//
// Go memory is the address of a variable, what new, make and composite
// literals make, what a slice or string holds, and what a pointer to a Go
// struct points to. It may come by way of variables, fields and functions,
// also of other packages.
//
// # When not to care
//
// Not reported is what is pinned and stays so, what C keeps in an object that
// the caller made for the call, what C keeps only under a condition that the
// arguments do not decide, and memory of C.
//
// # Limits
//
// A C function whose code is not there, and for which there is no contract,
// is taken to keep nothing. So is C++. What a bytes pointer of unknown origin
// points to is not taken for Go memory.
//
// Since: v0.1.0.
package cgoretain
