package driver

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// How much the heap of the vet tool may grow before it is collected, in
// percent, and the size up to which it may grow by the larger of the two.
const (
	growth      = 100 // as in other programs
	earlyGrowth = 400
	smallHeap   = 128 << 20
)

// collectSeldom collects garbage less often while there is little of it. The
// process lives for one package, so that most of them end before that costs
// memory, and it saves a quarter of their time.
func collectSeldom() {
	debug.SetGCPercent(earlyGrowth)
	type cycle struct{ _ [16]byte }
	var collected func(*cycle)
	collected = func(c *cycle) {
		debug.SetGCPercent(growthOf(liveHeap()))
		runtime.SetFinalizer(c, collected) // after the next collection again
	}
	runtime.SetFinalizer(new(cycle), collected)
}

// growthOf returns by how much, in percent, a heap of so many bytes may grow.
func growthOf(live uint64) int {
	if live == 0 {
		return earlyGrowth
	}
	return int(min(max(growth, (smallHeap-min(live, smallHeap))*100/live), earlyGrowth))
}

// liveHeap returns the size of what the last collection has left.
func liveHeap() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	if sample[0].Value.Kind() != metrics.KindUint64 {
		return 0
	}
	return sample[0].Value.Uint64()
}
