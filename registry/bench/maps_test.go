package bench

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// mapKeys is how many keys the map benchmarks use; about half are stored.
const mapKeys = 1 << 17

// A workload says which share of operations are stores and deletes, in
// percent; the others are loads.
type workload struct {
	name            string
	stores, deletes int
}

var workloads = []workload{
	{"read-mostly", 1, 1}, // 98% loads
	{"mixed", 10, 10},
	{"write-heavy", 30, 30},
}

func BenchmarkMapInt(b *testing.B) {
	keys := make([]int, mapKeys)
	for i := range keys {
		keys[i] = i
	}
	benchmarkMaps(b, keys)
}

func BenchmarkMapString(b *testing.B) {
	keys := make([]string, mapKeys)
	for i := range keys {
		keys[i] = fmt.Sprintf("connection-%08d", i)
	}
	benchmarkMaps(b, keys)
}

func benchmarkMaps[K comparable](b *testing.B, keys []K) {
	for _, w := range workloads {
		for _, c := range MapContenders[K]() {
			b.Run("work="+w.name+"/impl="+c.Name, func(b *testing.B) {
				m := c.New()
				for i := 0; i < len(keys); i += 2 {
					m.Store(keys[i], i)
				}
				b.ReportAllocs()
				b.ResetTimer()
				b.RunParallel(func(pb *testing.PB) { work(pb, m, keys, w) })
			})
		}
	}
}

func work[K comparable](pb *testing.PB, m Map[K], keys []K, w workload) {
	rng := rand.New(rand.NewPCG(rand.Uint64(), 1))
	for pb.Next() {
		r := rng.Uint64()
		key := keys[r%mapKeys]
		switch op := int(r >> 32 % 100); {
		case op < w.stores:
			m.Store(key, op)
		case op < w.stores+w.deletes:
			m.Delete(key)
		default:
			m.Load(key)
		}
	}
}
