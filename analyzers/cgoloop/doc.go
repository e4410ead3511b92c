// Package cgoloop defines an analyzer that reports loops which cross into C
// once per iteration.
//
// # Analyzer cgoloop
//
// cgoloop: find loops that cross into C once per iteration
//
// A call from Go to C costs as much as a dozen calls from Go to Go: the
// goroutine leaves the Go scheduler, runs on another stack, and comes back.
// Where the C function does little, the loop spends its time on crossings. A
// C function that takes the whole slice crosses once:
//
//	for i, x := range xs {
//		ys[i] = float64(C.scale(C.double(x))) // crosses len(xs) times
//	}
//
// becomes, with a C function that has the loop:
//
//	C.scale_all((*C.double)(unsafe.SliceData(ys)), (*C.double)(unsafe.SliceData(xs)), C.size_t(len(xs)))
//
// A loop is reported where it calls a C function, evaluates a C macro, or
// calls a Go function of the same package that crosses whenever it runs. All
// that cross in one loop are one finding, at the first of them.
//
// # When not to care
//
// A crossing does not matter where the C function itself takes long, or
// where the loop waits for something. Not reported are
//
//   - loops of at most eight iterations, when the number is constant, and
//     loops whose variable doubles;
//   - loops that are always left after the call, and loops that do nothing
//     but repeat a call until it succeeds;
//   - loops that wait in Go, by select, by receiving or by time.Sleep;
//   - calls that hand over a buffer and its length, when the loop is over
//     parts of the buffer;
//   - calls in a defer or go statement, and functions that are only stored;
//   - C.malloc, C.free, C.CString and the like, which have no form for many
//     at once, and calls that only free or close an object;
//   - init functions, tests and generated files.
//
// # Fix
//
// Where a loop does nothing but call a C function with each element, the fix
// adds a C function with the loop to the preamble and calls it once. It knows
// these bodies of a loop over the elements of xs, with constant or unchanging
// arguments beside:
//
//	C.f(x)
//	ys[i] = T(C.f(x))
//	ys = append(ys, T(C.f(x)))
//	acc += T(C.f(x))                          // and -=, *=, |=, &=, ^=
//	if rc := C.f(x); rc != 0 { return … }     // and <, >, == a constant, !ok
//
// Results are combined in the order of the elements; floats are rounded after
// each step as they are in Go. What changes: the goroutine cannot be stopped
// between elements; where ys is too short, Go panics before the first call
// instead of in the middle.
//
// There is no fix
//
//   - where the elements are of a type whose size in C differs between
//     platforms (Go's int, uint and uintptr; C.long and C.char where Go has
//     another type), or hold pointers;
//   - where C would convert a value in another way than Go, as a float to an
//     integer, or where a value is computed from the element first;
//   - where the body does anything else, uses the result of one call in the
//     next, or asks for errno;
//   - where ys may share memory with xs, in the form with append;
//   - where the C function calls back into Go, or takes a pointer to a
//     function or to a pointer beside;
//   - where the loop has a label, or the preamble is written so that nothing
//     can be added to it;
//   - before Go 1.20, which has no unsafe.SliceData.
//
// # Limits
//
// It does not know how long a C function takes, nor that a loop runs over a
// handful of options. Calls through interfaces and function variables, and
// into other packages, are not followed.
//
// Since: v0.1.0.
package cgoloop
