// Package heap represents memory as an abstract interpreter of Go code knows it.
//
// A word of memory is followed when it may hold a pointer: to memory that Go
// allocated, to memory that C owns, to memory that a parameter leads to, to
// code. An [Atom] is one thing that a word may hold, [Atoms] a set of them, a
// [Value] what is known of several words, a [Memory] one allocation or
// variable, and a [State] the contents of all memory at one point of a program.
//
// Places in memory are byte offsets, so that nothing is lost when a value goes
// through unsafe.Pointer, uintptr and the C type of a Go value. [Layout] tells
// what a type has at an offset.
//
// Where two paths join, Join keeps what either may hold. [Top] may be anything.
package heap
