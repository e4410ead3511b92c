package singleton

import (
	"testing"
	"unsafe"
)

// BenchmarkLookup marshals one of a thousand closures.
func BenchmarkLookup(b *testing.B) {
	for i := range uintptr(1024) {
		connect(i<<4, func(arg int) int { return arg })
		defer disconnect(i << 4)
	}
	b.RunParallel(func(pb *testing.PB) {
		for i := uintptr(0); pb.Next(); i++ {
			if marshal(i%1024<<4, 1) != 1 {
				b.Error("a closure is lost")
			}
		}
	})
}

// BenchmarkChurn connects a closure, marshals it, and disconnects it.
func BenchmarkChurn(b *testing.B) {
	b.RunParallel(func(pb *testing.PB) {
		closure := uintptr(unsafe.Pointer(new([16]byte))) // as C has for its own
		for pb.Next() {
			connect(closure, func(arg int) int { return arg })
			if marshal(closure, 1) != 1 {
				b.Error("a closure is lost")
			}
			disconnect(closure)
		}
	})
}
