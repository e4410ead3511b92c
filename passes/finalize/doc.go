// Package finalize tells which Go objects have a finalizer or a cleanup that
// frees C memory, and where C still uses such memory when nothing keeps the
// object alive any more.
//
// # What frees
//
// A finalizer is a function of runtime.SetFinalizer, a cleanup one of
// runtime.AddCleanup. It may be a function, a method, a literal or a method
// value, and be set by another function, also a generic one or one of another
// package. A C call in it, or in what it calls, on memory that a field of the
// object leads to frees that memory; when there are several, those do whose
// bodies or names say so.
//
// # What is alive
//
// An object is alive at a C call when a later instruction on some way through
// the function uses a value that leads to it, as the compiler sees it: the
// pointer itself, a pointer to one of its fields, what it was loaded from, what
// it was put into. It is alive to the end of the function when a deferred call
// has it, and for as long as the call takes when an argument of C points to it.
// When it was stored anywhere else, or handed to a function that may do so, it
// is taken for alive. So is what comes from a global variable or from an
// unknown call.
//
// A parameter is taken to be alive as long as its function uses it: whoever
// calls may need it no longer. When all callers of a function are known, they
// are asked.
//
// # Facts
//
// A [Freed] on a type says which of the memory that its objects lead to is
// freed with them. A [Summary] on a function says which memory of its
// parameters it hands to C or returns, and what keeps a parameter alive. A
// package that has such facts has [Reaches]; one that neither has cgo nor
// imports such a package costs nothing.
package finalize
