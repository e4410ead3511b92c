// Package cgokeepalive defines an analyzer that reports objects which may be
// finalized while C still uses their memory.
//
// # Analyzer cgokeepalive
//
// cgokeepalive: find objects whose finalizer may free what C still uses
//
// An object is alive until its last use in Go, which is not the end of the
// function that it is a parameter of. When a method hands C the pointer that
// the object holds, that was the last use, and the object may be collected
// while C works: its finalizer runs on another goroutine, and frees the
// memory.
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
// What happens then is rare, and looks like anything: C reads what is in the
// memory now, or crashes, in a program that allocates much, under load. It is
// right with a use of the object that comes after the call:
//
//	func (i *Image) Size() int {
//		defer runtime.KeepAlive(i)
//		return int(C.image_size(i.c))
//	}
//
// Reported is the C call, or the call of a Go function that hands the memory
// to C, when the memory is freed by the finalizer or the cleanup of an object
// which no later instruction, on any way through the function, leads to. The
// pointer may have been taken out of the object by a function, also one of
// another package; the memory may lie in what the pointer leads to; and the
// finalizer may be set anywhere in the package, or in the one that declares
// the type.
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
// the other in Go. Reported is an object whose memory, by the code of the C
// function that makes it, keeps a pointer to that of another with a finalizer,
// when it does not lead to the other; but not when freeing it gives up a
// reference that C counts. It is right with a field for the other object.
//
// # Finalizers that never run
//
// An object that stays reachable is never finalized. Reported is a finalizer
// or cleanup whose function captures the object, a cleanup whose argument leads
// to it, an object with a finalizer that leads to itself, as by
// sync.NewCond(&o.mu) in a field, and one that is in a global map, or behind a
// handle, from which nothing but the finalizer deletes it.
//
// # How they are reported
//
// There is one finding for each call; further calls in the function that the
// same fix mends are part of it. When more than six functions use objects
// of a type like this, there is one for each file.
//
// # When not to care
//
// When all callers use the object after the call, which they do who call its
// Close, nothing goes wrong. In an exported function that is not known. Of a
// function that is not exported the callers are asked, and those that keep the
// object alive are enough.
//
// Not reported is what frees the memory itself; an object that is stored in
// another or in a global, or comes from one; one that C gets a pointer to; and
// one whose finalizer was taken off.
//
// # Limits
//
// A function that gets the object and is not known may keep it, so nothing is
// reported from then on. Nor is what a function literal does with an object
// that it captures. A finalizer that leaves the freeing to another goroutine,
// by a channel, is not understood. What Go itself reads in memory of C is not
// looked at.
//
// A C call in a finalizer is taken to free what it gets, when its code or its
// name says so, or nothing is known of it.
//
// # Fix
//
// An object that C uses is kept alive by runtime.KeepAlive: after the call, or where that
// is part of a longer statement, deferred. An object without a name gets one.
// Where that would defer in a loop, or the variable is assigned to, there is
// no fix.
//
// Since: v0.1.0.
package cgokeepalive
