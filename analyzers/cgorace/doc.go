// Package cgorace defines an analyzer that reports what C callbacks read while
// other goroutines may write it.
//
// # Analyzer cgorace
//
// cgorace: find variables that C callbacks read while other goroutines may write them
//
// An exported function runs on the thread that C calls it on: often one that C
// started, at any time. Other goroutines may be changing what it looks up:
//
//	var (
//		mu      sync.RWMutex
//		clients = make(map[uintptr]*Client)
//	)
//
//	func Open(id uintptr, c *Client) {
//		mu.Lock()
//		defer mu.Unlock()
//		clients[id] = c
//	}
//
//	//export goProcess
//	func goProcess(id C.uintptr_t, frames C.int) {
//		clients[uintptr(id)].process(int(frames)) // without mu
//	}
//
// When the two meet, the runtime may notice and end the program with "fatal
// error: concurrent map read and map write", which nothing can recover; or it
// does not notice, and a wrong entry comes back. Take the lock for the lookup
// as well:
//
//	mu.RLock()
//	c := clients[uintptr(id)]
//	mu.RUnlock()
//	c.process(int(frames))
//
// The check reports, once for each variable, the first place in an export, or
// in what it calls, that reads without the lock under which others write: an
// element of a map or slice, a function, an interface, a pointer. It may be a
// variable of the package or a field. It also reports a place that writes a
// map without the lock under which an export reads it.
//
// cgorace/nolock reports maps of the package that no lock guards, when exported
// functions write them and an export to C reads them: maps whose entries come
// and go, or whose keys are addresses or IDs, and any map that C, by its code,
// reads on a thread that it has started. Two goroutines that each use an object
// of their own then meet in the map of all. It also reports maps that an export
// to C writes and an exported function reads, unless that function calls C
// itself: what a callback collects for the function that waits for it is no
// race.
//
// It also reports functions, interfaces and pointers without a lock, when C, by
// its code, reads them on a thread that it has started, and an exported function
// sets them (a pointer to nil) without a call of C in the same function.
//
// Where a map has such a finding, globalmap says nothing of it.
//
// # late
//
// The thread may also be faster than the function that starts it:
//
//	sub := C.subscribe(topic) // starts a thread, which calls onMessage
//	mu.Lock()
//	subs[sub] = s // onMessage may have looked it up before
//	mu.Unlock()
//
// Enter it under a number of its own first, and hand C the number; or hold the
// lock over both. Where the export looks whether the entry is there, the
// finding's confidence is low.
//
// # When not to care
//
// When C calls back only while Go waits for it, and the program uses the
// package on one goroutine, no two accesses meet. A package that others use
// cannot know that.
//
// The check does not report
//
//   - what is written before anybody else can know it: in initializers and
//     init functions, in sync.Once, in an object that the same function makes;
//   - functions, interfaces and pointers that are set before a call of C in
//     the same function, which may be what has C call back;
//   - sync.Map, atomics, and what is done in functions that are handed to
//     others, as to a goroutine that has the map to itself;
//   - an export that C calls, or may call, while Go holds the lock over the
//     call of C;
//   - maps without a lock in package main, in packages that lock the OS thread
//     for good or bind a library for the screen or an interpreter, which is for
//     one thread; maps that are only filled, under keys that callers choose,
//     as what registers itself does at the start; and those whose keys are
//     constants;
//   - tests and generated files.
//
// # Limits
//
// Calls through interfaces and function variables are not followed. Numbers,
// strings and flags are not looked at, nor are maps that another package keeps,
// but for fields of its structs that this package writes under a lock.
//
// # Fix
//
// The fix takes the lock wherever it is missing: for the lookup alone, whose
// result goes into a variable, so that what is called then runs without it. It
// is a behavior change where C functions are called while the lock is held
// that may call back. There is no fix where code that holds the lock leads to
// one of the places, where the value is used in another way than looking up,
// or where no lock is there yet.
//
// Since: v0.2.0.
package cgorace
