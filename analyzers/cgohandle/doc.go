// Package cgohandle defines an analyzer that reports mistakes with handles.
//
// # Analyzer cgohandle
//
// cgohandle: find handles never deleted, deleted twice or too early, or passed as pointers
//
// A handle, of runtime/cgo or of the registry, is a number that stands for a Go
// value where C can hold no Go pointer; the pointers that Save of
// github.com/mattn/go-pointer returns, and Unref deletes, do the same. The
// value stays reachable until the handle is deleted. Whoever asks for the value
// of a deleted handle, or deletes it again, panics: "runtime/cgo: misuse of an
// invalid Handle".
//
// # Never deleted
//
// The value of a handle that is lost is never collected:
//
//	func probe(v any) bool {
//		h := cgo.NewHandle(v) // is never deleted
//		return C.probe(C.uintptr_t(h)) != 0
//	}
//
// A defer h.Delete() mends it, as C.probe does not keep the handle. The check
// reports a handle that C is known not to keep, and that the function neither
// deletes on each path to a return nor passes on. It also reports a handle that
// only a C function got which failed, when the function returns an error for
// that:
//
//	h := cgo.NewHandle(f)
//	c := C.conn_open(C.uintptr_t(h))
//	if c == nil {
//		return errOpen // without h.Delete()
//	}
//
// An exported function that C calls may delete it, and counts as doing so.
// Where nothing in the package deletes a handle that it got back from C, one
// that only C has is reported as well; where the package deletes none at all, one
// in a variable whose address is taken; and one in a field that nothing deletes,
// or that an exported method stores over another:
//
//	func (p *Player) OnFrame(f func(int)) {
//		p.frame = cgo.NewHandle(f) // the handle before is never deleted
//		C.on_frame(p.c, C.uintptr_t(p.frame))
//	}
//
// The same goes for a registry made by hand: a global map or slice that gets an
// entry with each call, for exported functions to look up, and never loses one.
//
// # Deleted twice, or too early
//
// A handle that a branch deletes and a deferred call deletes again is deleted
// twice there. One that is deleted before the C call that brings it back to Go
// is looked up when it is gone:
//
//	func (c *Conn) Close() {
//		c.handle.Delete()    // is deleted before C.conn_close,
//		C.conn_close(c.conn) // which calls back with it
//	}
//
// So is one that C keeps for later, as its code shows, when the function that
// made it deletes it and returns right after the call:
//
//	h := cgo.NewHandle(done)
//	defer h.Delete() // C.start keeps the handle for the callback
//	C.start(C.uintptr_t(h))
//
// # Handles as pointers
//
// C's user data is often a void *. A handle that is converted to
// unsafe.Pointer points to an address where there is nothing. The run time
// checks pointers when it moves a stack or collects garbage, and stops the
// program when it finds one as small as handles are: "invalid pointer found on
// stack".
//
//	C.set_user(unsafe.Pointer(h)) // makes a pointer of a handle
//
// The address of a variable that holds the handle is wrong too when C keeps
// it, in a struct of C or for a later callback: the variable is collected when
// the function has returned.
//
//	h := cgo.NewHandle(f)
//	C.query_async(sql, unsafe.Pointer(&h))
//
// Use a parameter of the type uintptr_t, which C hands on; a cell of C memory
// that holds the handle and is freed with it; or a registry.Handle, whose
// method Pointer makes a pointer that the run time accepts.
//
// # When not to care
//
// There is no such case. The check does not report the address of a handle in
// a call after which the function deletes the handle, or waits for the
// callback: C no longer needs it then.
//
// # Limits
//
// Where the code of C is not known, the check assumes that C keeps the handle,
// and that it does not come back with it.
//
// # Fix
//
// A deferred Delete is offered for a handle in a variable, outside of loops and
// branches, in a function whose C functions are all known to keep nothing.
// Other mistakes need a change on both sides.
//
// Since: v0.1.0.
package cgohandle
