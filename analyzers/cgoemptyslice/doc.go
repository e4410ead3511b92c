// Package cgoemptyslice defines an analyzer that reports &b[0] for C where b
// may be empty.
//
// # Analyzer cgoemptyslice
//
// cgoemptyslice: find &b[0] given to C where b may be empty
//
// C wants a pointer and a length. A length of 0 is fine for most of C, but Go
// evaluates &b[0] before the call, and panics when b is empty:
//
//	func Sum(b []byte) uint32 {
//		return uint32(C.crc((*C.uchar)(&b[0]), C.size_t(len(b)))) // panics for Sum(nil)
//	}
//
// unsafe.SliceData gives the same pointer and takes any slice:
//
//	func Sum(b []byte) uint32 {
//		return uint32(C.crc((*C.uchar)(unsafe.SliceData(b)), C.size_t(len(b))))
//	}
//
// Where C reads the first element whatever the length is, return early:
//
//	if len(b) == 0 {
//		return ErrEmpty
//	}
//
// The check reports the address of a slice's first element that C gets as an
// argument, through a helper of the package, or in a struct of C. Something
// must say that the slice may be empty: a caller of another
// package can pass it, in a container or a struct too, or set the field; it is
// the content of a file; C gives the count; the loop that appends to it may
// have nothing to do.
//
// A test of the length on every path to the place is a guard; so are an early
// return, a case of a switch, and an append or a make of at least one element.
// A test for nil is not: an empty slice need not be nil.
//
// The confidence is low, so that nothing is shown, where the slice is empty
// only for a caller that passes 0 for its size, where its length is a limit
// that C returns or a count that C computes from numbers alone, where C has
// counted before in the object that the slice belongs to, and where the C
// function does not get the length of the slice: it reads a fixed number of
// elements, and a slice that is too short is worse than an empty one.
//
// The fix is offered in files for Go 1.20 and later. Where C gets the length
// too, it changes nothing but the panic; elsewhere C may read beyond an empty
// slice, and the fix says that it changes the behavior.
//
// # When not to care
//
// The function's documentation may say that the slice must not be empty; such
// functions are not reported when they say it with the words non-empty, not be
// empty or at least one.
//
// # Limits
//
// Slices of unknown origin are not reported: results of most functions of other
// packages, elements of the package's own containers. A call before
// the place that gets the slice or its length counts as a guard when its name
// speaks of checking or its body compares the length.
//
// Since: v0.2.0.
package cgoemptyslice
