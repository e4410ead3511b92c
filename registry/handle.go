package registry

// A Handle stands for one registered value. It is an opaque number of a
// pointer's size that C code may keep, copy and give back; only the Registry
// that issued it can turn it into the value again. The zero Handle is never
// issued. On 64-bit platforms a handle is positive as an int64.
//
// To give a handle to C where the C code takes an integer, use
// C.uintptr_t(h); where it takes a void *, use [Handle.Pointer]. A handle is a
// word of memory to C and must not be dereferenced there.
//
// Handle values are not ordered, not dense and differ from run to run: do not
// store them beyond the process, and do not calculate with them.
type Handle uintptr
