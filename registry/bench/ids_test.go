package bench

import (
	"sync"
	"sync/atomic"
	"testing"

	"github.com/cgolint/cgolint/registry"
)

// BenchmarkIDs takes one number per operation.
func BenchmarkIDs(b *testing.B) {
	b.Run("impl=Mutex", func(b *testing.B) {
		var mu sync.Mutex
		var last uint64
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				mu.Lock()
				last++
				mu.Unlock()
			}
		})
	})
	b.Run("impl=atomic.Uint64", func(b *testing.B) {
		var last atomic.Uint64
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				last.Add(1)
			}
		})
	})
	b.Run("impl=registry.IDs", func(b *testing.B) {
		var ids registry.IDs
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				ids.Next()
			}
		})
	})
	b.Run("impl=registry.LocalIDs", func(b *testing.B) {
		var ids registry.IDs
		b.RunParallel(func(pb *testing.PB) {
			local := ids.Local()
			for pb.Next() {
				local.Next()
			}
		})
	})
}
