// Package cgofree defines an analyzer that reports C memory which is freed too
// early, twice, or by somebody who does not own it.
//
// # Analyzer cgofree
//
// cgofree: find C memory used after it is freed, freed twice, or freed though it must not be
//
// Freed C memory soon belongs to somebody else. Reading it gives what is there
// now, writing it changes that, and freeing it again breaks the heap, so that
// the program crashes later, elsewhere:
//
//	func (h *Hint) SetName(s string) {
//		cs := C.CString(s)
//		defer C.free(unsafe.Pointer(cs)) // but h still has it
//		h.res_name = cs
//	}
//
//	func bytes(n int) []byte {
//		p := C.malloc(C.size_t(n))
//		defer C.free(p)
//		return unsafe.Slice((*byte)(p), n) // the caller gets freed memory
//	}
//
// Free the old value when it is replaced, and copy what is returned:
//
//	C.free(unsafe.Pointer(h.res_name))
//	h.res_name = C.CString(s)
//
//	return C.GoBytes(p, C.int(n))
//
// The check reports, on some path of a function,
//
//   - what is used, stored or returned after it was freed, by C.free or by any
//     C or Go function that frees it, and a slice or pointer into it;
//   - what is freed twice, also by a deferred call;
//   - what is freed, and stays in a field or a global variable, or in a place
//     where C keeps it;
//   - what is freed while a goroutine that the function does not wait for has it,
//     also in a function literal that is sent to it;
//   - what C says is a part of an object, used after the object was freed: also a
//     text that C returns as const, or that a field of the object points to;
//   - a part of a struct of C, used after what is in the struct was freed;
//   - an object of Go that is used or closed again after a method has freed
//     what it holds, where the method neither clears it nor asks whether it did
//     so before;
//   - C.free of what a library allocates and has another function to free;
//   - a method that frees what the object's finalizer or cleanup will free
//     again;
//   - a Close or Free that asks whether a field is nil before it frees that, and
//     doesn't set it to nil; with low confidence, one that doesn't ask either;
//   - Go memory that C frees, a pointer into the middle of an allocation, and
//     what belongs to a library, as the result of getenv, or of another function
//     that a header of the system declares to return a pointer to const.
//
// An unknown C function frees its object when its name says so: mail_destroy,
// free_mail; but mail_destroy does not free an object that the program itself
// allocates by malloc. The page of cgoleak has all the rules. Such a finding
// has medium confidence, and so has what C declares as const.
//
// # When not to care
//
// There is no such case: each of these is a mistake. Nothing is reported where
// a branch between the two asks the object about its state, which may tell.
//
// # Limits
//
// Frees in one function and uses in another meet only where a third calls
// both. Which element of an array is which is known for constant indices
// alone. Reference counts are not followed.
//
// Since: v0.2.0.
package cgofree
