// Package cgopin defines an analyzer that reports mistakes with
// runtime.Pinner.
//
// # Analyzer cgopin
//
// cgopin: find Pinners that are never unpinned, and that pin nothing of use
//
// A runtime.Pinner keeps Go memory in its place until Unpin is called. A
// Pinner that the garbage collector finds with something pinned ends the
// program, some collections later: "runtime.Pinner: found leaking pinned
// pointer; forgot to call Unpin()?".
//
//	func sum(b []byte) C.int {
//		var p runtime.Pinner
//		p.Pin(&b[0]) // p is never unpinned
//		arg := C.struct_arg{p: (*C.uchar)(&b[0]), n: C.size_t(len(b))}
//		return C.sum(&arg)
//	}
//
// Defer the Unpin when C needs the memory for the call only:
//
//	var p runtime.Pinner
//	defer p.Unpin()
//	p.Pin(&b[0])
//
// When C keeps the memory, the Pinner belongs where it is known until C gives
// the memory up: in an object with a method that unpins, or behind a handle
// that the callback gets which C calls in the end.
//
// The check reports a Pinner in a local variable that goes nowhere else and is
// not unpinned on some way out of the function, even if another function pins
// something in it or returned it. There is one finding
// for each Pinner. It also reports a Pinner in a field that nothing in the
// package unpins, unless others may, and memory that a function unpins itself
// although C keeps it in a global variable.
//
// The check also reports what Pin cannot pin. Given the address of a slice or
// string, Pin pins its header, and not the memory that C follows it to:
//
//	p.Pin(&b) // right is p.Pin(unsafe.SliceData(b))
//
// and given a slice, a struct or a number it panics.
//
// # When not to care
//
// There is no such case. The check does not report a Pinner that a caller has,
// one that a function literal or a callback unpins, and one whose method Unpin
// is passed on.
//
// # Limits
//
// A Pinner that is passed to an unknown function may be unpinned there.
// cgoretain reports other Go memory that C keeps.
//
// # Fix
//
// A deferred Unpin is offered where the function pins outside of loops and
// branches, and all C functions that it calls are known to keep nothing. For
// the address of a slice or string there is a fix that pins its memory, a
// behavior change.
//
// Since: v0.1.0.
package cgopin
