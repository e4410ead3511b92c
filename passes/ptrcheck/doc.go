// Package ptrcheck finds violations of cgo's rules for passing pointers. It is a
// client of package gomem's events.
//
// cgo's compiler decides what of an argument is checked (package argcheck); the
// run time says what is wrong with it (cgocall.go: cgoCheckPointer,
// cgoCheckArg, cgoCheckUnknownPointer, cgoCheckResult; cgocheck.go for stores),
// pinned memory and variables without pointers included. cgo and the run time
// are held against it by the tests of package cgopointer.
//
// Unknown memory is no violation. A Go pointer is found when there is a way
// through the function on which it is there.
//
// When it depends on the caller whether a rule is kept, the function has
// [Preconditions], and the caller's argument is to blame.
package ptrcheck
