// Package cgotruncate defines an analyzer that reports lengths that lose bits
// on their way between Go and C.
//
// # Analyzer cgotruncate
//
// cgotruncate: find lengths and offsets that lose bits on the way to C
//
// C.GoBytes and C.GoStringN take an int of C, of 32 bits. A size_t of 2 GiB or
// more becomes a negative number, and the call panics; one of 4 GiB or more
// becomes a small one, and only a part is copied:
//
//	//export onData
//	func onData(p unsafe.Pointer, n C.size_t) {
//		handle(C.GoBytes(p, C.int(n)))
//	}
//
// unsafe.Slice takes a length of any type:
//
//	handle(append([]byte{}, unsafe.Slice((*byte)(p), n)...))
//
// Elsewhere test the length first, and fail when C cannot have it:
//
//	if n > math.MaxInt32 {
//		return errTooLarge
//	}
//
// The check reports a conversion to an integer with fewer bits whose result is
// passed to C, where nothing bounds the number: no comparison before it, no
// mask, no remainder, no min. It is worth a change where memory is read or
// written by the number:
//
//   - a length that C.GoBytes gets from C: in each package, the first that is a
//     parameter, such as an export's, with a fix for all of them; any other with
//     low confidence;
//   - the length of a slice or string in 8 or 16 bits, beside its address, in a
//     call or in a struct of C;
//   - a 64-bit offset for a function that goes to a place in a file or buffer;
//   - the size of a file, beside the address of its content.
//
// All other conversions are pedantic: a length for C.GoStringN, since hardly
// any text is that long, the length of a slice as a C int, and what an export
// returns.
//
// # When not to care
//
// The library may say that the number is small.
//
// # Limits
//
// The check does not look at what C does with the number. It takes a length for
// small by names, such as digest, key or message, and the result of a reading
// function for at most what it was told to read. It does not see a bound that
// another function has tested.
//
// Since: v0.2.0.
package cgotruncate
