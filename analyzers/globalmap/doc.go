// Package globalmap defines an analyzer that reports global maps behind one
// lock.
//
// # Analyzer globalmap
//
// globalmap: find global maps whose every access takes one contended lock
//
// Go values that C refers to are kept in a map, and found again by the number
// or address that C has. A program has one such map, and one lock for it: each
// callback on each thread of C waits there for all the others, and for whoever
// registers or removes a value. A lock that costs one thread little takes most
// of the time of eight.
//
//	var (
//		mu    sync.RWMutex
//		conns = make(map[uintptr]*conn) // every caller of goReceive waits for mu
//	)
//
//	//export goReceive
//	func goReceive(id C.uintptr_t) {
//		mu.RLock() // changes a counter that all readers share
//		c := conns[uintptr(id)]
//		mu.RUnlock()
//		...
//	}
//
// A registry that is made for this looks up without a lock; a sharded map
// has a lock for each of many parts:
//
//	var conns registry.Registry[*conn] // github.com/cgolint/cgolint/registry
//
//	c, ok := conns.Lookup(registry.Handle(id))
//
// The check reports a map at its declaration: a variable of the package, or a
// field of a struct that exists once, in a variable, behind a pointer or
// returned by a function. One lock must cover all of its uses, or nearly all;
// the map must be written after initialization; and it must be looked up by an
// export or code that exports call, by what C has given, as an unsafe.Pointer,
// or, if its keys or values travel to C, around calls of C functions. With
// -globalmap.scope=all, the check reports maps of all packages that several
// functions use.
//
// A slice or array of the package that a lock guards, and that an export looks
// into by a number from C, is a registry as well; so is a variable that holds a
// struct of another package with a map and a mutex. These are reported without
// a fix.
//
// What runs while the lock of such a map is held is reported by cgolock.
//
// # When not to care
//
// A map that is looked up a few times a second is fine as it is. The
// confidence is high where C calls the function that looks the map up, medium
// where other packages look up what C handed them, and low, so that nothing is
// shown, where the names of all callbacks that do so say that they are rare (of
// errors, windows, menus, prompts, or messages that come without a length), or
// they all run on the one thread of a library for windows. Maps that share a lock
// are one finding.
//
// The check does not report maps that are one of several, such as those of
// objects and shards; sync.Map; maps that are only written in init functions,
// or under constant keys; maps whose key type has named values; and maps in
// tests and generated files.
//
// A counter that numbers the entries under the same lock is part of the
// finding: allocated from an atomic beside the lock, the numbers would still wait
// for the map.
//
// # Limits
//
// How often a map is looked up is not known. The check does not see maps behind
// an interface, nor those in structs that an exported function makes, since
// there may be many, unless their keys are addresses. Calls through interfaces
// and function variables are not followed.
//
// # Fix
//
// The fix replaces the map and its lock, and the counter that numbers its
// entries. Declaration and every use in the package change, and the lock goes.
// The flag -globalmap.to says what takes its place:
//
//   - registry, of the module github.com/cgolint/cgolint/registry: a
//     registry.Registry for entries that are numbered, else a registry.Map.
//     Both take no lock to look up and one of many to write;
//   - handle, for entries that are numbered: runtime/cgo.Handle, whose Value
//     and Delete panic for what is not there. It is offered only where the
//     program does so already, because it calls or reads what it has looked up,
//     also whenever it deletes an entry;
//   - syncmap: a sync.Map.
//
// Editors offer all that are possible. It is a behavior change: a loop over
// the map sees what is written meanwhile, the handles of a Registry and of
// runtime/cgo are not 1, 2, 3, and where go.mod does not require the registry,
// -fix writes a copy of it into the module (see its flag -registry). Where the
// numbers must stay what they are, the map becomes a registry.Map or sync.Map
// and the counter an atomic one. They must where they have less than 64 bits
// or 32-bit C types in between, where they are compared with each other,
// calculated with, printed, collected or handed to another package; what
// exported functions return may be anything.
//
// The fix is made as a whole or not at all. It is not offered
//
//   - where a locked region does more than one thing with the map, but for a
//     lookup and a deletion of the same key, or an insertion where the key is
//     not there; or changes an element in place, as m[k]++ does;
//   - where a locked region uses anything else that may change, another map or
//     a counter that starts over or skips numbers; or calls C, functions of the
//     package, or those that it was given;
//   - where the map is used without its lock, handed to somebody, set to
//     another map, or starts with elements, or has a type with a name;
//   - where the lock is used in another way, or functions lock for others;
//   - where other packages, generated files, or files that are not part of
//     the build can use the map, or its struct is copied;
//   - in files for Go versions before 1.24 (registry), 1.23 (syncmap) or 1.17.
//
// Since: v0.1.0.
package globalmap
