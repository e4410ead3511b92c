// Package cgolock defines an analyzer that reports locks which are held while
// C waits or calls back.
//
// # Analyzer cgolock
//
// cgolock: find locks held while C waits, or while it calls back into code that wants them
//
// A C function that calls back runs Go code on the goroutine that called it.
// When that code wants a lock that is held during the call, the goroutine waits
// for itself forever:
//
//	//export onStatus
//	func onStatus(id C.uintptr_t, status C.int) {
//		t := find(id)
//		t.mu.Lock() // is held by Iterate
//		t.status = int(status)
//		t.mu.Unlock()
//	}
//
//	func (t *Tox) Iterate() {
//		t.mu.Lock()
//		defer t.mu.Unlock()
//		C.iterate(t.id) // calls onStatus
//	}
//
// Copy what C needs under the lock, and call C without it:
//
//	t.mu.Lock()
//	id := t.id
//	t.mu.Unlock()
//	C.iterate(id)
//
// cgolock/deadlock reports calls of C, under a mutex that is a variable or a
// field, when the C code shows that they come back to an exported function that
// takes the same lock; of a field, when the object or something of it goes to
// C. It also reports calls that wait for a thread of C to end, when C calls an
// exported function that takes the lock on threads of its own. Where the C code
// is not in view, a function whose name says that it runs callbacks (iterate,
// dispatch, poll, foreach) is suspicious when it is given the exported
// function, or C is given that for an object of the same type. A lock for
// reading that is taken for reading again is suspicious only: the two stand
// still when somebody waits to write in between.
//
// cgolock reports calls of C that wait, for input or for something to happen,
// or compute for long, while a lock is held that another function needs for
// something short: that function waits as long.
//
//	func (d *Device) Wait() {
//		d.mu.Lock()
//		defer d.mu.Unlock()
//		C.wait_readable(d.fd) // SetTimeout, which only sets a field, waits
//	}
//
// cgolock/registry reports calls of C functions, and of functions that a map
// holds, under the lock of a global map that holds objects of C: everybody who
// needs the map waits until they return, and a callback that wants the lock
// waits forever. All C calls in one locked region are one finding. C functions
// that only read and write fields or manage memory take no longer than the
// lookup, and are not reported.
//
// # When not to care
//
// A lock may be there to keep two C calls about one object apart. Nothing is
// reported where everybody who takes the lock calls C, or only looks at a flag
// such as closed; nor are C functions that are short or take an unknown time,
// exports that unlock first, tests, and generated files.
//
// # Limits
//
// How long functions of libraries take is known where a contract says it. What
// functions in variables and behind interfaces do is not followed.
//
// Since: v0.2.0.
package cgolock
