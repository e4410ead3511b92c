// Package cgoretain defines an analyzer that reports Go memory which C keeps
// after the call.
//
// # Analyzer cgoretain
//
// cgoretain: find Go memory that C keeps after the call
//
// Go memory that is passed to C is pinned until the call returns. Afterwards
// the collector may free it, since it does not look where C keeps pointers, and
// a later use in C reads or overwrites something else:
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
// The check reads the C code: the preamble, the package's C files and the
// headers they include. For functions of well-known libraries there are tables
// that rest on the libraries' documentation. A comment
//
//	//cgolint:contract set_user 1 retained until clear_user
//
// in a Go file says it for other functions.
//
// Go memory is the address of a variable, what new, make and composite
// literals make, what a slice or string holds, and what a pointer to a Go
// struct or to a number of a Go type, such as *float64, points to. It may come
// by way of variables, fields and functions, also of other packages.
//
// A pointer that C gets as a number, a uintptr_t, is reported in the same way.
//
// # prototype
//
// Often nothing is known of a library function but its prototype. A function
// whose name says that it sets or registers a callback, and that gets an
// exported Go function with a void * to Go memory beside it, keeps the pointer
// until the callback is called, perhaps much later. That is only suspicious;
// the message says which contract makes it certain, or rules it out.
//
// # When not to care
//
// The check does not report memory that is pinned and stays so, memory that C
// keeps in an object that the caller made for the call, memory that C keeps
// only under a condition that the arguments do not decide, and C memory.
//
// # Limits
//
// Otherwise a C function without code in view and without a contract is taken
// to keep nothing, and so is C++. What a pointer to bytes of unknown origin
// points to is not taken for Go memory.
//
// # Fix
//
// There are two, both behavior changes.
//
// Where the package also has what gets the pointer back, an exported function
// that converts it to its type again, or a call of C that returns it, C gets a
// handle from a registry.Registry of the module
// github.com/cgolint/cgolint/registry: the registry is declared, every place
// that gives C such a pointer registers the value, and every conversion back
// becomes a lookup, which panics where C comes with a handle that was deleted.
// The handle is kept in a field, of the value or of the receiver, where
// something ends it: a C function whose contract says so, that undoes the one
// that began it, or that frees the object; and the value is deleted there, or
// in an exported function that C calls to destroy it. Otherwise the fix adds a
// comment as a reminder. A value in a registry is not collected, nor does its
// finalizer run; and a nil pointer gets a handle like any other. The fix is
// made as a whole or not at all. It is not offered
//
//   - where the C code reads or writes what the pointer points to, or the
//     type is one of C;
//   - where the pointer is converted to another type or stored in Go, or a
//     pointer of that type comes from elsewhere: C may have allocated it;
//   - where C gives it back as a pointer to its first field;
//   - where generated files, or files that are not part of the build, use
//     it, or the value is made in the head of a loop;
//   - in files for Go versions before 1.24.
//
// Where the object that holds the C object, or the method's receiver, has a
// method that frees it, the memory is pinned until then, if the pointer is not
// nil: the object gets a field of type runtime.Pinner. An object that is
// collected while its Pinner pins something ends the program, so that method
// must be called. The fix is not offered for memory that may hold Go pointers,
// which would have to be pinned too, nor in files for Go versions before 1.21.
//
// Since: v0.1.0.
package cgoretain
