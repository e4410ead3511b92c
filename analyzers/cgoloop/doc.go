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
// calls a Go function that crosses whenever it runs, of this package or of
// another: the package with the loop need not use cgo itself. All crossings in
// one loop are one finding, at the first of them.
//
// The check estimates the work around a crossing. On the C side it goes by the
// C code of the package, where it can be read; by contracts for the C library
// and many others (you can add more: see docs/contracts.md); and else by
// the function's name and arguments: get_width does little, solve does much.
// On the Go side it goes by what the loop's body does and calls. A loop is
// reported where crossing takes a third of the time or more. Where it takes a
// tenth or more, a batch would still show, and the flag -cgoloop.shares
// reports it; it also reports calls with strings and buffers of functions that
// are not known.
//
// # Where no batch is needed
//
// A C function that does nothing but read or write a field, or an element of
// an array, can be spared:
//
//	for i := 0; i < n; i++ {
//		sum += float64(C.vec_get(v, C.int(i))) // return v->data[i];
//	}
//
// becomes
//
//	data := unsafe.Slice(v.data, max(0, n))
//	for i := 0; i < n; i++ {
//		sum += float64(data[i])
//	}
//
// And a call whose arguments and result stay the same in the loop can be made
// once, before it.
//
// # Fix
//
// The fix reads and writes fields in Go. It makes a call that gives the same
// each time before the loop, where the C code proves that the result depends on
// the arguments alone, or that the function writes nothing, the loop changes
// nothing that it may read, and the result is compared with a variable of the
// loop's own. Elements are read and written through a slice, where the loop
// counts from 0: one that is made before the loop, where the pointer and the
// length stay the same, and else one for each element, unsafe.Slice(v.data,
// n)[i]. That is a behavior change: where C read beyond the array, or the loop
// did not run and the pointer was nil, Go panics. A C function that first
// compares the index with a length is replaced in the same way, where the loop
// counts to that length. A call of one that returns its pointer moved on, p +
// 1, becomes &unsafe.Slice(p, 2)[1].
//
// A string that is made for C and freed again is written into a buffer of Go,
// which spares C.CString and C.free:
//
//	for _, name := range names {
//		s := C.CString(name)
//		sum += int(C.hash(s))
//		C.free(unsafe.Pointer(s))
//	}
//
// becomes
//
//	var sBuffer []byte
//	for _, name := range names {
//		sBuffer = append(append(sBuffer[:0], name...), 0)
//		s := (*C.char)(unsafe.Pointer(&sBuffer[0]))
//		sum += int(C.hash(s))
//	}
//
// The fix is offered where the C code proves that C keeps nothing of the
// string, or where the string is freed as soon as the only call that gets it
// has returned. Where the loop calls C only to move or clear bytes, by memcpy,
// memmove or memset, copy and clear do so in Go.
//
// # When not to care
//
// A crossing does not matter where the C function itself takes long, or where
// the loop waits for something. The check does not report
//
//   - loops of at most eight iterations, when the number is constant or the
//     elements stand in a variable's declaration, loops over options, and loops
//     whose variable doubles;
//   - loops that are always left after the call, and loops that do nothing
//     but repeat a call until it succeeds;
//   - loops that wait in Go, by select, by receiving or by time.Sleep, that
//     take values from a channel, or that ask C for events;
//   - loops over what C has waited for: where the function, or all that call
//     it, first make a call that waits;
//   - loops that take the next error until there is none;
//   - calls that hand over a buffer and its length, when the loop is over
//     parts of the buffer;
//   - calls in a defer or go statement, and functions that are only stored;
//   - C.malloc, C.free, C.CString and the like by themselves, and calls that
//     only free or close an object;
//   - init functions, what sync.Once runs, what only these call, and loops of
//     main before it starts to serve;
//   - tests and generated files.
//
// # Confidence
//
// Most loops take little of a program's time. The confidence says how likely a
// loop is to matter, and the finding shows the evidence. It is high where the
// loop makes many iterations: over a slice of numbers, bytes or points, up to a
// product, over what a name says there is much of, such as samples, rows and
// pixels, inside such a loop, or where C gets the counters of two loops, such
// as a row and a column. It is medium where the number of iterations is
// unknown, but C calls the function, or C only reads or writes what Go can
// reach itself. It is low, so that nothing is shown, where little is known,
// where a name says that there are few elements, such as arguments, devices and
// dimensions, and where the function spends its time on something else, such as
// a call that computes or asks a server.
//
// # Batch
//
// Where a loop does nothing but call a C function with each element, the fix
// adds a C function with the loop to the preamble and calls it once. It knows
// these bodies of a loop over a slice or array xs or from 0 to n, where the
// arguments are x, xs[i], &xs[i], i, i plus a constant, or the same each time:
//
//	C.f(x)
//	ys[i] = T(C.f(x))
//	ys = append(ys, T(C.f(x)))
//	acc += T(C.f(x))                          // and -=, *=, |=, &=, ^=
//	if rc := C.f(x); rc != 0 { return … }     // and <, >, == a constant, !ok
//
// x and xs[i] may be structs whose fields go to C, and ys[i] may be one whose
// fields are stored, ys[i].f = T(C.f(x)), all of them as ys[i] = S{…}, or
// some as ys = append(ys, S{…}). There may be several such statements, and
// variables of the iteration:
//
//	var v C.double
//	if rc := C.get(h, C.int(i), &v); rc != 0 { return … }
//	ys[i] = float64(v)
//
// The result may be held by a variable of its own before it is used once.
// Results are combined in the order of the elements; floats are rounded after
// each step as they are in Go. What changes: the goroutine cannot be stopped
// between elements; where a slice is too short, Go panics before the first
// call instead of in the middle.
//
// There is no fix
//
//   - where the elements, or the structs that they are, hold pointers, unless C gets
//     the addresses of structs of its own;
//   - where C would convert a value in another way than Go, as a float to an
//     integer, or where a value is computed from the element first;
//   - where the body does anything else, reads what C changes meanwhile, or asks
//     for errno;
//   - where ys may share memory with xs, in the form with append;
//   - where the C function calls back into Go, or may: the package exports
//     functions, and what the C function calls is not known, unless it is a
//     library's and its name says that it only gets something;
//   - where it also takes a pointer to a function or to a pointer;
//   - where the loop has a label, or the preamble is written so that nothing
//     can be added to it;
//   - before Go 1.20, which has no unsafe.SliceData.
//
// # Limits
//
// Where neither the C code nor a contract is at hand, the estimate rests on
// names, which may mislead both ways; a contract sets it right. How often a
// loop runs is known only where it is constant. Calls through interfaces and
// function variables are not followed.
//
// Since: v0.1.0.
package cgoloop
