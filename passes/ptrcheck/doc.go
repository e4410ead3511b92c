// Package ptrcheck finds violations of cgo's rules for passing pointers. It is a
// client of package gomem's events.
//
// cgo's compiler decides what of an argument is checked (package argcheck); the
// run time says what is wrong with it (cgocall.go: cgoCheckPointer,
// cgoCheckArg, cgoCheckUnknownPointer, cgoCheckResult; cgocheck.go for stores),
// pinned memory and variables without pointers included. The tests of package
// cgopointer compare it with what cgo and the run time do.
//
// Unknown memory is no violation. A Go pointer is found when it is there on
// some path through the function.
//
// When it depends on the caller whether a rule is kept, the function has
// [Preconditions], and the caller's argument is to blame.
package ptrcheck
