package bench

import (
	"runtime"
	"testing"
	"time"
)

// memoryValues is how many values are live when memory is measured.
const memoryValues = 2_000_000

// BenchmarkMemory registers two million values and deletes them again, once
// per operation. It reports the heap that each live value takes besides the
// value itself, what is left of it after the deletion, and the time of a full
// garbage collection between the two.
func BenchmarkMemory(b *testing.B) {
	forHandles(b, func(b *testing.B, s Handles) {
		hs := make([]uintptr, memoryValues)
		value := new(int)
		var live, left, gc float64
		for range b.N {
			before := heap()
			for i := range hs {
				hs[i] = s.Register(value)
			}
			live += heap() - before
			gc += fullGC()
			empty(s, hs)
			left += heap() - before
		}
		n := float64(b.N)
		b.ReportMetric(live/n/memoryValues, "B/value")
		b.ReportMetric(max(left, 0)/n/memoryValues, "B-left/value")
		b.ReportMetric(gc/n/1e6, "gc-ms")
		runtime.KeepAlive(s)
	})
}

// heap returns the bytes of live objects.
func heap() float64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}

// fullGC returns the shortest of three garbage collections, in nanoseconds.
func fullGC() float64 {
	shortest := time.Hour
	for range 3 {
		start := time.Now()
		runtime.GC()
		shortest = min(shortest, time.Since(start))
	}
	return float64(shortest)
}
