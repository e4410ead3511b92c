package pointerstore

import (
	"testing"
	"unsafe"
)

// BenchmarkLookup restores one of a thousand values.
func BenchmarkLookup(b *testing.B) {
	var saved [1024]unsafe.Pointer
	for i := range saved {
		saved[i] = Save(i)
		defer Unref(saved[i])
	}
	b.RunParallel(func(pb *testing.PB) {
		for i := 0; pb.Next(); i++ {
			if Restore(saved[i%len(saved)]) == nil {
				b.Error("a value is lost")
			}
		}
	})
}

// BenchmarkChurn saves a value, restores it, and forgets it.
func BenchmarkChurn(b *testing.B) {
	b.RunParallel(func(pb *testing.PB) {
		for i := 0; pb.Next(); i++ {
			p := Save(i)
			if Restore(p) == nil {
				b.Error("a value is lost")
			}
			Unref(p)
		}
	})
}
