// Package cgokeepalive defines an analyzer that reports objects which may be
// finalized while C still uses their memory.
//
// # Analyzer cgokeepalive
//
// cgokeepalive: find objects whose finalizer may free what C still uses
//
// An object is alive until its last use in Go, which may come before the end of
// the function. When a method hands C the pointer that its object holds, and
// does not use the object afterwards, the object may be collected while C
// works: its finalizer runs on another goroutine and frees the memory.
//
//	func New() *Image {
//		i := &Image{C.image_new()}
//		runtime.SetFinalizer(i, func(i *Image) { C.image_free(i.c) })
//		return i
//	}
//
//	func (i *Image) Size() int {
//		return int(C.image_size(i.c)) // New().Size() may read freed memory
//	}
//
// This is rare, and happens under load in programs that allocate much. It can
// look like anything: C reads whatever is in the memory now, or crashes. Use
// the object after the call:
//
//	func (i *Image) Size() int {
//		defer runtime.KeepAlive(i)
//		return int(C.image_size(i.c))
//	}
//
// The check reports the C call, or the call of a Go function that hands the
// memory to C, when the finalizer or cleanup of an object frees the memory, and
// no later instruction, on any path through the function, leads to the object.
// The pointer may have been taken out of the object by a function, also one of
// another package; the memory may lie in what the pointer leads to; and the
// finalizer may be set anywhere in the package, or in the one that declares the
// type.
//
// A runtime.KeepAlive that comes before C is done, because what C returned
// lies in the object's memory and is read later, is reported as well:
//
//	name := C.image_name(i.c)
//	runtime.KeepAlive(i)
//	return C.GoString(name)
//
// # Finalizers without an order
//
// Two objects that are garbage are finalized in any order, unless one leads to
// the other in Go. The check reports an object whose C memory, by the code of
// the C function that makes it, keeps a pointer to the memory of another
// object with a finalizer, when the first does not lead to the second in Go;
// but not when freeing it gives up a reference that C counts. Give the object
// a field for the other one.
//
// # Finalizers that never run
//
// An object that stays reachable is never finalized. The check reports a
// finalizer or cleanup whose function captures the object, a cleanup whose
// argument leads to it, an object with a finalizer that leads to itself, as by
// sync.NewCond(&o.mu) in a field, and one that is in a global map, or behind a
// handle, from which nothing but the finalizer deletes it.
//
// # Finalizers that are set twice
//
// runtime.SetFinalizer ends the program when the object has a finalizer
// already. The check reports a method that sets one while a field is zero, when
// another method clears the field and nothing removes the finalizer: a call
// after Close sets it again. Remove the finalizer in Close, by
// runtime.SetFinalizer(x, nil).
//
// # How they are reported
//
// There is one finding for each call; further calls in the function that the
// same fix mends are part of it. When more than six functions use objects
// of a type like this, there is one for each file.
//
// # When not to care
//
// Nothing goes wrong when all callers use the object after the call, as callers
// of its Close do. The check looks at the callers of unexported functions, and
// reports nothing when all of them keep the object alive; those of exported
// functions it does not know.
//
// Where a loop reads the field in each iteration, the object is alive in all of
// them, the last one included: the compiler does not know which is the last.
// Where the pointer is read once, before the loop, the object may be gone in
// the first. In an expression such as f(i.n, C.image_size(i.c)) the compiler
// makes the C call first and loads i.n afterwards, so that i is alive during
// the call.
//
// The check does not report calls that free the memory themselves; objects
// that are stored in another or in a global, or come from one; objects that C
// gets a pointer to; and those whose finalizer was taken off.
//
// # Limits
//
// An unknown function that gets the object may keep it, so nothing is reported
// from then on. What a function literal does with an object that it captures
// is not reported. A finalizer that leaves the freeing to another goroutine,
// by a channel, is not understood. What Go itself reads in memory of C is not
// looked at.
//
// A C call in a finalizer is taken to free what it gets, when its code or its
// name says so, or nothing is known of it.
//
// # Fix
//
// An object that C uses is kept alive by runtime.KeepAlive: after the call, or
// where that is part of a longer statement, deferred. An object without a name
// gets one. Where that would defer in a loop, or the variable is assigned to,
// there is no fix.
//
// Since: v0.1.0.
package cgokeepalive
