// Package cgosize defines an analyzer that reports memory and functions to
// which Go and C give different sizes.
//
// # Analyzer cgosize
//
// cgosize: find numbers, structs and signatures whose size in C is not that in Go
//
// A conversion through unsafe.Pointer compiles whatever the types are. A Go
// int has 8 bytes on 64-bit platforms and a C int has 4, so C sees each
// element of a []int as two, or writes only one half of a variable:
//
//	func Sum(xs []int) int {
//		return int(C.sum((*C.int)(unsafe.Pointer(&xs[0])), C.int(len(xs)))) // adds up halves
//	}
//
// Use the type that C has, by its cgo name or the Go type of the same size:
//
//	func Sum(xs []int32) int {
//		return int(C.sum((*C.int)(&xs[0]), C.int(len(xs))))
//	}
//
// The check reports
//
//   - a pointer to a Go number that is converted, through unsafe.Pointer, to a
//     pointer to a C number of another size, or the reverse: an int for an int
//     of C, a bool or an int for an enum, a float64 for a float. A long of C
//     has 32 bits on Windows: it counts where a #cgo line names Windows;
//   - a Go struct that is converted to the struct of C that it mirrors, where a
//     field lies elsewhere or has another size, or the struct of C is larger;
//   - the address of a slice or string itself, converted to a pointer to an
//     element: C takes the address and length in it for elements;
//   - an exported function whose parameters differ in size from the prototype,
//     or the function pointer type, that C calls it with.
//
// The last is what cgo can't check: it compares the prototype with the export
// only when both are in the preamble of one file, and a function is converted
// to a function pointer type by way of unsafe.Pointer.
//
// # layout
//
// A struct mirrors another when most of its fields have the same names, apart
// from capitals and underscores. Declare variables of cgo's type,
// C.struct_name, instead of keeping a copy of it in Go.
//
// # signature
//
// The size of a parameter that C passes and Go doesn't expect is lost: on
// amd64 the upper half of an int64_t is dropped; where arguments lie on the
// stack all that follow are wrong.
//
// # When not to care
//
// Bytes stand for anything, and numbers whose types name their sizes are taken
// to be meant. So is a conversion beside which something counts bytes: a
// product, a quotient, a shift or a size in the same call.
//
// # Limits
//
// Prototypes and function pointer types are read as text, without expanding
// macros. Pointers that are kept as unsafe.Pointer in a field, or that
// functions take and return as such, are not followed.
//
// Since: v0.2.0.
package cgosize
