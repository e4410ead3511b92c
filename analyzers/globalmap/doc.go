// Package globalmap defines an analyzer that reports global maps behind one
// lock.
//
// # Analyzer globalmap
//
// globalmap: find global maps that everybody waits for one lock to look into
//
// Go values that C refers to are kept in a map, and found again by the number
// or address that C has of them. A program has one such map, and one lock for
// it: each callback on each thread of C waits there for all the others, and
// for whoever registers or removes. The lock that is fine for one thread is
// where eight of them spend their time.
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
// Reported is a map, at its declaration, that is a variable of the package, or
// a field of a struct of which there is one: in a variable, behind a pointer,
// returned by a function. One lock must cover all of its uses, or nearly all,
// it must be written after initialization, and be looked up by an export or
// code that exports call, by what C has given, as an unsafe.Pointer, or, if its
// keys or values are such as travel to C, around calls of C functions. With -globalmap.scope=all, maps of all
// packages are reported that several functions use.
//
// Also reported, as globalmap/held, are calls of C functions, and of functions
// that the map holds, while the lock is held: everybody who needs the map
// waits until they return, and a callback that comes back for the lock waits
// for ever.
//
// # When not to care
//
// A map that is looked up a few times a second is fine as it is.
//
// Not reported are maps that are one of several, as those of objects and
// shards; sync.Map; maps that are only written in init functions, or under
// constant keys; and maps in tests and generated files.
//
// # Limits
//
// How often a map is looked up is not known. Maps behind an interface, and
// structs that an exported function makes, of which there may be many, are
// not seen. Calls through interfaces and function variables are not followed.
//
// # Fix
//
// The fix makes the map a registry.Map of the module
// github.com/cgolint/cgolint/registry, which takes no lock to look up and one
// of many to write: declaration and every use in the package change, and the
// lock goes. It is a behavior change: a loop over the map sees what is
// written meanwhile, and the program needs the module. The fix is whole or
// none. It is not offered
//
//   - where a locked region does more than one thing with the map, but for a
//     lookup and a deletion of the same key, or an insertion where the key is
//     not there; or changes an element in place, as m[k]++ does;
//   - where a locked region uses anything else that may change, another map or
//     the counter that makes the keys; or calls C, functions of the package,
//     or those that it was given;
//   - where the map is used without its lock, handed to somebody, set to
//     another map, or starts with elements, or has a type with a name;
//   - where the lock is used in another way, or functions lock for others;
//   - where other packages, generated files, or files that are not part of
//     the build can use the map, or its struct is copied;
//   - in files for Go versions before 1.24.
//
// Since: v0.1.0.
package globalmap
