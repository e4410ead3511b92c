// Package registry gives C code numbers for Go values, and shares maps among
// goroutines.
//
// C code must not keep a pointer to Go memory. Where it has to remember a Go
// value, to hand it to a callback say, a program registers the value and
// gives C the [Handle] instead:
//
//	var conns registry.Registry[*Conn]
//
//	h := conns.Register(c)             // c stays reachable from here on
//	C.on_data(C.uintptr_t(h))          // or h.Pointer(), for a void *
//
//	//export goData
//	func goData(h C.uintptr_t) {
//		c, ok := conns.Lookup(registry.Handle(h))
//		...
//	}
//
//	conns.Delete(h)                    // c can be collected, h is void for good
//
// # Which to use when
//
// For a value that C code holds on to, or for any table from numbers that the
// table may choose to values, use a [Registry]. It does what runtime/cgo.Handle
// does and what a map with a mutex and a counter does, with a type, without
// allocation, in less time and less memory, and a number that is zero, made
// up, of another Registry or deleted is told from a good one.
//
// For a map with keys of the program's own that many goroutines use, consider
// a [Map]: it is a sync.Map with types, and faster in what was measured. If a
// dependency is no matter, xsync.Map is a little faster still.
//
// For numbers alone, use [sync/atomic.Uint64]. If so many goroutines take so
// many numbers that it shows in a profile, use [IDs].
//
// None of this pays
//
//   - if C needs the value only until the call returns: pass the pointer, the
//     rules of cgo allow it;
//   - if C needs the memory, not the value: allocate it with C.malloc, or pin
//     it with a [runtime.Pinner];
//   - if there are a handful of values, or a thousand lookups a second: a map
//     and a [sync.Mutex] take nanoseconds too, and less memory than a
//     Registry's first chunk (16 KiB for each goroutine that registers at the
//     same time) or a Map's shards (5 KiB);
//   - if numbers must be small, dense, in order, or the same in the next run.
//
// What is faster than what, on which machine, is in docs/benchmarks.md of the
// module github.com/cgolint/cgolint, with the means to measure it on yours. How
// the slot table works is in docs/registry.md there.
//
// # Giving a Handle to C
//
// If the C function takes an integer of a pointer's size, convert:
// C.uintptr_t(h), and registry.Handle(u) in the callback. If it takes a void *,
// use [Handle.Pointer] and [FromPointer]. Do not convert with unsafe.Pointer: a
// number of another kind in a pointer variable ends the program when the
// garbage collector comes by, and go vet complains with reason. Do not pass the
// address of a Go variable that holds the handle either if C keeps it: the
// variable would have to be pinned.
//
// # Migrating from runtime/cgo.Handle
//
//	h := cgo.NewHandle(c)              h := conns.Register(c)
//	C.f(C.uintptr_t(h))                C.f(C.uintptr_t(h))
//	h.Value().(*Conn)                  conns.Value(h), or Lookup to be told instead of a panic
//	h.Delete()                         conns.Delete(h)
//
// There is a Registry for each type, so both sides of the C code have to mean
// the same one: a package variable does.
//
// # Migrating from github.com/mattn/go-pointer
//
//	p := pointer.Save(c)               p := conns.Register(c).Pointer()
//	C.f(p)                             C.f(p)
//	pointer.Restore(p).(*Conn)         c, ok := conns.Lookup(registry.FromPointer(p))
//	pointer.Unref(p)                   conns.Delete(registry.FromPointer(p))
//
// The pointer must not be dereferenced, while go-pointer's points to a byte of
// C memory.
//
// # Finding leaks
//
// A value stays reachable until its handle is deleted. [Registry.Leaks] lists
// what is registered, and after [Registry.RecordStacks] by whom.
package registry
