//go:build amd64 || arm64 || loong64 || mips64 || mips64le || ppc64 || ppc64le || riscv64 || s390x || wasm

package registry

import "unsafe"

// Pointer returns h in the form of a void *, for C functions that take user
// data as one. Unlike unsafe.Pointer(uintptr(x)) of a small integer, which
// ends the program with "invalid pointer found on stack" when a stack that
// holds it is moved, the result may live in any Go variable: see the issued
// bit in layout.go. It must not be dereferenced, in Go or in C. The zero handle's is nil.
// [FromPointer] is the inverse.
//
// On 32-bit platforms every number may be an address of the Go heap. There
// Pointer returns the address of a pinned cell that belongs to h until h is
// deleted, and takes a lock.
func (h Handle) Pointer() unsafe.Pointer {
	return *(*unsafe.Pointer)(unsafe.Pointer(&h))
}

// FromPointer returns the handle that [Handle.Pointer] turned into p. Any
// other p gives a handle that every Registry refuses.
func FromPointer(p unsafe.Pointer) Handle {
	return Handle(p)
}

// releasePointer is for 32-bit platforms, where a pointer occupies a cell.
func releasePointer(Handle) {}
