// Package boundary tells analyzers what crosses between Go and C: whose memory
// a pointer points to that C gets, what it holds at that moment, and which Go
// functions lead to C.
//
// # How it knows
//
// Functions that have to do with C are interpreted, in SSA form, on what is
// known of their values in place of the values. A word of memory is followed
// when it may hold a pointer: to memory that Go allocated, to memory that C
// owns, to what a parameter leads to, to code. Memory has contents that change
// with the flow of the program: a store of which it is known where it goes
// replaces what was there; where two ways meet, either may be there; what an
// unknown function can reach becomes unknown. Places in memory are byte
// offsets, so that what goes through unsafe.Pointer, uintptr and the C type of
// a Go value stays known.
//
// Calls within the package are followed: of functions, methods, literals,
// method values, of methods of interfaces when the value in them is known or
// one type implements them. A function is interpreted as often as it is
// called, and once more for callers that are not known. How far calls are
// followed, and how much is done for one function, is bounded; beyond that
// everything is unknown.
//
// What is unknown is not reported. That a Go pointer is held is said when there
// is a way through the function on which it is.
//
// # Breaches
//
// [Package.Breaches] lists the places where cgo's rules for passing pointers
// are broken. What of an argument is checked follows cmd/cgo (gcc.go: needsPointerCheck,
// checkIndex, checkAddr, checkSlice), and what is wrong with it the run time
// (cgocall.go: cgoCheckPointer, cgoCheckArg, cgoCheckUnknownPointer,
// cgoCheckResult; cgocheck.go for stores), pinned memory and variables without
// pointers included. cgo and the run time are held against it by the tests of
// package cgopointer.
//
// When a breach needs the knowledge of a caller, the caller's argument is to
// blame: for other packages that is what facts are for.
//
// # Facts
//
// A [Summary] on a function says what it demands of the memory that its
// parameters lead to, and whose memory it returns; whether it crosses, package
// crossing knows. A package that has such a function has the fact [Reaches]. A
// package that has no cgo and imports none that reaches C costs nothing; nor do
// functions of the standard library get facts.
//
// What C does with an argument after the call is not looked at here: package
// csummary knows.
package boundary
