// Package cgoslice defines an analyzer that reports slices of C memory that
// are made through huge arrays or slice headers.
//
// # Analyzer cgoslice
//
// cgoslice: find slices over C memory made by huge array types or reflect.SliceHeader
//
// Before Go 1.17 a slice over C memory was made by way of an array type as
// large as anything could be:
//
//	entries := (*[1 << 30]C.entry)(unsafe.Pointer(p))[:n:n]
//
// The array is not there. Where its size is beyond the address space the
// program does not build, as on 32-bit platforms; an n beyond the array's
// length panics; builds with -race or -d=checkptr stop with "converted pointer
// straddles multiple allocations"; and a nil pointer panics though n is 0.
// unsafe.Slice has none of that:
//
//	entries := unsafe.Slice((*C.entry)(unsafe.Pointer(p)), n)
//
// The check reports a pointer that is converted to an array type of 1,024
// elements or more and then sliced or indexed, when the constant bound of the
// slice is not the length of the array.
//
// # header
//
// A reflect.SliceHeader or StringHeader that is filled by hand is not known to
// the collector as a slice: the compiler may drop what Data points to before
// Len and Cap are set. The check reports composite literals of such headers,
// and stores of the address of C memory to Data.
//
// # When not to care
//
// The array may really be as large: give its length as the bound.
//
// # Limits
//
// A pointer to a huge array that is kept in a field, or in a variable that is
// set more than once, is not followed.
//
// Since: v0.2.0.
package cgoslice
