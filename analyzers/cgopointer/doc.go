// Package cgopointer defines an analyzer that reports violations of cgo's rules
// for passing pointers between Go and C.
//
// # Analyzer cgopointer
//
// cgopointer: find Go pointers inside memory that is passed to C, or that belongs to C
//
// The collector must know of every pointer to Go memory, and it does not look
// into C. So cgo has rules (https://pkg.go.dev/cmd/cgo, "Passing pointers"): Go
// may pass C a pointer to Go memory if that memory holds no Go pointers itself,
// unless they are pinned; Go may store no Go pointer in C memory, unless it is
// pinned; and a Go function that C calls may not return one. The run time
// checks the first and the last when the call is made, and panics; it checks
// stores only in programs built with GOEXPERIMENT=cgocheck2. What breaks the
// rules and is not caught corrupts memory when the collector next runs.
//
//	t := C.request{buf: (*C.char)(unsafe.Pointer(&data[0]))}
//	C.send(&t) // panic: argument of cgo function has Go pointer to unpinned Go pointer
//
// should be
//
//	var pinner runtime.Pinner
//	defer pinner.Unpin()
//	pinner.Pin(&data[0])
//	t := C.request{buf: (*C.char)(unsafe.Pointer(&data[0]))}
//	C.send(&t)
//
// The check reports
//
//   - arguments of C functions that hold a Go pointer where the run time looks
//     for one: in x of &x; in all of the array or backing array of &a[i]; in all
//     of the memory that the pointer points into, when its address was taken
//     before the call. Memory is followed through variables, fields, slices,
//     conversions by unsafe.Pointer and uintptr, helpers, methods and function
//     literals; what matters is what it holds when the call is made, or, when it
//     is deferred, run. Maps, channels, func and interface values, and the
//     headers of strings and slices always hold a Go pointer, and are reported by
//     their type, as vet's cgocall does, which this check replaces;
//   - Go pointers stored in C memory: what C.malloc or another C function
//     returned or handed out through the address of a pointer, a C variable, a
//     mapping, what C passes to an exported function as a C struct or as the
//     address of a void *;
//   - results of functions with //export that are or hold a Go pointer;
//   - addresses of Go memory that C gets as a number, of type uintptr_t say, in
//     a C struct, or in a C union: the run time does not see them, but no more
//     does the collector. To pass a Go value through C use runtime/cgo.Handle;
//   - calls of a function of another package that hands what it is given to C,
//     when a Go pointer is in it;
//   - methods that pass C a struct of the package with a field in which the
//     package stores unpinned Go pointers and nothing else.
//
// A type that always holds a Go pointer and is passed in four places or more is
// reported at the first, with two of the others. A function of the same module
// that breaks a rule whatever it is given is reported itself, and its callers
// are not.
//
// # When not to care
//
// A number that C only gives back and that never becomes a pointer again is
// better as a cgo.Handle, but does no harm while the memory is kept alive and
// is not on a stack.
//
// Values of unknown origin are not reported: a parameter may point to C memory
// as well as to Go memory, and only the callers know.
//
// # Limits
//
// What a reflect.Value holds is not known, nor what another package has
// written, nor what is in package-level variables that functions write. A map
// or channel counts as having all that was ever put in. A slice that is cleared
// element by element in a loop counts as not cleared; use clear.
// Whether a union has a pointer among its members is known of unions in the
// preamble only. Calls are followed five deep.
//
// # Fix
//
// Where only the address was taken too early, the fix takes it in the call.
// Where the Go pointer has a name, as t.p, the fix pins it until the function
// returns, if it is not nil. Both are safe: what panicked works, and nothing
// else changes. There is no fix
//
//   - in loops, where pins would pile up until the function returns;
//   - where the call may not run, as in b && C.f(&t) != 0, or t may be nil;
//   - where C may keep the pointer after the call, so that it must stay pinned
//     for longer: there is evidence of it, or a C function pointer or a field
//     named as user data goes along with it, and no proof that C keeps nothing;
//   - where the pinned memory would hold Go pointers again.
//
// Since: v0.1.0.
package cgopointer
