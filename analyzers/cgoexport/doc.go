// Package cgoexport defines an analyzer that reports panics which are likely to
// leave an exported function, and jumps of C over Go.
//
// # Analyzer cgoexport
//
// cgoexport: find panics that leave exported functions, and jumps of C over Go
//
// When Go code that C calls panics, and no Go function recovers, the program
// ends, and so does a host process that has loaded the Go code as a library.
// When a Go function below C recovers, the C frames between the two are
// skipped: their locks stay locked and their memory is not freed. So an
// exported function is the place to expect what C may do wrong:
//
//	//export dictLen
//	func dictLen(h C.uintptr_t) C.int {
//		d, ok := cgo.Handle(h).Value().(*Dict) // panics before ok can tell
//		if !ok {
//			return -1
//		}
//		...
//	}
//
// Value panics for a handle that is 0 or was deleted. A function that expects
// one recovers:
//
//	func value(h C.uintptr_t) (v any) {
//		defer func() { recover() }()
//		return cgo.Handle(h).Value()
//	}
//
// In exported functions and in what they call, where nobody recovers, the
// check reports
//
//   - v, ok := h.Value().(T), of a handle from C: code that asks for ok
//     expects a wrong handle (cgoexport);
//   - an element of a table of the package that C picks by a number which
//     the code never compares with anything (cgoexport/index);
//   - an entry of a map that is used without a test whether it is there, also
//     by way of a function that looks it up, when other code deletes entries
//     without calling C first; once for each map (cgoexport/index);
//   - a function or an interface of the user that is called while C, by its
//     code, holds a lock (cgoexport/callback);
//
// and, wherever an export leads,
//
//   - recover where it does not work: in a function that the deferred function
//     calls, deferred itself, or in what is not deferred (cgoexport/recover);
//   - calls of C functions that may leave by longjmp past the Go function that
//     C called, by their code or by a contract (cgoexport/longjmp).
//
// # When not to care
//
// The check does not report a plain h.Value().(T): a wrong handle is then a
// mistake of the program, and it is better to end. Nor does it report a number
// that is compared with anything before, an index that fits the table whatever
// its value, an element of a list that Go fills and whose numbers C has from
// Go, a pointer just because it may be nil, and tests and generated files.
//
// # Limits
//
// Calls through interfaces and function variables are not followed. The check
// knows which locks C holds when it calls Go, where the C code is in view, and
// nothing else that C may hold. It knows that a library function jumps, as many
// of Lua and Ruby do, when a contract says "longjmps".
//
// Since: v0.2.0.
package cgoexport
