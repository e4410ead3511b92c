// Package gomem interprets Go functions that have to do with C, and publishes
// what crosses the boundary: each call of a C function, each call of a Go
// function of another package that hands memory on, each store into C memory,
// each return from an exported function to C. An [Event] has the values that
// cross, and the memory that they lead to as it is at that moment. The package
// has no rules of what may cross: package ptrcheck has cgo's rules for passing
// pointers, package retain what C keeps.
//
// # How it knows
//
// Functions are interpreted, in SSA form, on what is known of their values in
// place of the values (package heap). Memory has contents that change with the
// flow of the program: a store to a known place replaces what was there; where
// two paths join, it may be either; what an unknown function can reach becomes
// unknown.
//
// Calls within the package are followed: of functions, methods, literals,
// method values, of methods of interfaces when the value in them is known or
// one type implements them. A function is interpreted as often as it is called,
// and once more as a [Root], for callers that are not known. How far calls are
// followed, and how much is done for one root, is bounded; beyond that
// everything is unknown.
//
// So one operation of the program is an event of several roots: its own
// function's, and those of the callers. [BlameFor] says where the user must
// change something; [Nearest] drops what callers only repeat.
//
// # Facts
//
// A [Summary] on a function says which parameters lead to memory that C gets,
// and whose memory it returns. A package that has such a function has the fact
// [Reaches]. A package that has no cgo and imports none that reaches C costs
// nothing; nor do functions of the standard library get facts.
package gomem
