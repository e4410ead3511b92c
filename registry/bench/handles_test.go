package bench

import (
	"math/rand/v2"
	"testing"
)

// fill registers n values and returns their handles in random order.
func fill(s Handles, n int) []uintptr {
	hs := make([]uintptr, n)
	for i := range hs {
		hs[i] = s.Register(new(int))
	}
	rand.Shuffle(n, func(i, j int) { hs[i], hs[j] = hs[j], hs[i] })
	return hs
}

func empty(s Handles, hs []uintptr) {
	for _, h := range hs {
		s.Delete(h)
	}
}

func forHandles(b *testing.B, f func(b *testing.B, s Handles)) {
	for _, c := range HandleContenders {
		b.Run("impl="+c.Name, func(b *testing.B) { f(b, c.New()) })
	}
}

// filled is the contender that was filled last. A benchmark is called several
// times over; filling a contender each time would take most of the time.
var filled struct {
	name    string
	live    int
	handles Handles
	hs      []uintptr
}

// forFilled is forHandles with a number of values registered beforehand.
func forFilled(b *testing.B, live int, f func(b *testing.B, s Handles, hs []uintptr)) {
	for _, c := range HandleContenders {
		b.Run("impl="+c.Name, func(b *testing.B) {
			if filled.name != c.Name || filled.live != live {
				if filled.handles != nil {
					empty(filled.handles, filled.hs)
				}
				filled.name, filled.live, filled.handles = c.Name, live, c.New()
				filled.hs = fill(filled.handles, live)
			}
			b.ReportAllocs()
			b.ResetTimer()
			f(b, filled.handles, filled.hs)
		})
	}
}

func lookup(b *testing.B, live int) {
	forFilled(b, live, func(b *testing.B, s Handles, hs []uintptr) {
		b.RunParallel(func(pb *testing.PB) { s.LookupLoop(pb, hs) })
	})
}

func BenchmarkLookup1k(b *testing.B) { lookup(b, 1000) }

func BenchmarkLookup1M(b *testing.B) { lookup(b, 1_000_000) }

// BenchmarkChurn registers, looks up and deletes one value per operation.
func BenchmarkChurn(b *testing.B) {
	forHandles(b, func(b *testing.B, s Handles) {
		b.ReportAllocs()
		b.RunParallel(func(pb *testing.PB) { s.ChurnLoop(pb, new(int)) })
	})
}

// BenchmarkMix is 90% lookups among 100,000 values, 9% registrations and 1%
// deletions of nine values each, so that the number of values stays.
func BenchmarkMix(b *testing.B) {
	forFilled(b, 100_000, func(b *testing.B, s Handles, hs []uintptr) {
		b.RunParallel(func(pb *testing.PB) {
			var own [9]uintptr
			defer func() {
				for _, h := range own {
					if h != 0 {
						s.Delete(h)
					}
				}
			}()
			v := new(int)
			at := start(hs)
			for i := 0; pb.Next(); i++ {
				switch step := i % 100; {
				case step < 90:
					if at++; at >= len(hs) {
						at = 0
					}
					must(s.Lookup(hs[at]) != nil)
				case step < 99:
					own[step-90] = s.Register(v)
				default:
					for j, h := range own {
						s.Delete(h)
						own[j] = 0
					}
				}
			}
		})
	})
}
