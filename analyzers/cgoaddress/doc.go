// Package cgoaddress defines an analyzer that reports addresses that are taken
// too early for cgo, and addresses that are kept as numbers.
//
// # Analyzer cgoaddress
//
// cgoaddress: find addresses of fields taken before the C call, and addresses as numbers
//
// The run time looks for Go pointers in the memory that C gets. When the call
// itself takes the address, it looks at the field or element alone. When an
// earlier statement took it and the call passes an unsafe.Pointer, it looks at
// the whole object, and panics when there is a Go pointer in it:
//
//	p := unsafe.Pointer(&s.header)
//	C.send(p, n) // panics unless s.next is nil
//
// Take the address in the call:
//
//	C.send(unsafe.Pointer(&s.header), n)
//
// The check reports such an address when the field has no pointers and the Go
// struct around it has some. The address may be in a variable, or come from a
// function that returns it. Where the pointers are known to lead to Go memory,
// as those of strings do, cgopointer reports it. The fix is offered where the
// call follows at once; it changes nothing but the panic.
//
// # number
//
// A number keeps nothing alive: the collector may free or reuse the memory, and
// the stack may move, before C uses the address.
//
//	b := make([]byte, n)
//	p := uintptr(unsafe.Pointer(&b[0]))
//	C.fill(unsafe.Pointer(p), n) // nothing keeps b where it is
//
// Pass an unsafe.Pointer, which C may take as a uintptr_t in a small wrapper,
// or pin the memory and call runtime.KeepAlive after the call. The check
// reports
//
//   - the address of Go memory that an earlier statement has made a number,
//     and that a C function gets: as a uintptr_t, as a pointer again, or in a
//     local struct whose address it gets;
//   - the address of Go memory that an exported function returns as a number: a
//     cgo.Handle keeps the value alive.
//
// What cgopointer reports is not reported again.
//
// # When not to care
//
// A number that only tells objects apart does no harm as long as something else
// keeps the object.
//
// # Limits
//
// Whether the pointers of the object are nil is not known: if they are, the
// run time does not panic. Numbers that are stored in other objects are not
// followed. An object that the function uses, keeps alive or pins after the
// call counts as kept alive.
//
// Since: v0.2.0.
package cgoaddress
