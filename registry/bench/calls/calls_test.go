package calls

import (
	"fmt"
	"runtime/cgo"
	"testing"
)

// forEachHandle runs f for each way in which a callback finds its value.
func forEachHandle(f func(name string, h uintptr)) {
	found = noLookup
	f("none", 0)
	s := new(Sum)
	found = fromRegistry
	h := sums.Register(s)
	f("registry", uintptr(h))
	sums.Delete(h)
	found = fromCgo
	ch := cgo.NewHandle(s)
	f("cgo.Handle", uintptr(ch))
	ch.Delete()
}

func TestCallbacks(t *testing.T) {
	forEachHandle(func(name string, h uintptr) {
		s := found(h)
		for what, call := range map[string]func(uintptr, int){
			"each": callEach, "batch": callBatch, "thread": callEachOnThread,
		} {
			s.n = 0
			call(h, 100)
			if s.n != 4950 && s.n != 5050 { // call_batch passes each item through empty
				t.Errorf("%s, handle %s: sum = %d", what, name, s.n)
			}
		}
	})
	items := newItems(3)
	cFill(items)
	if fmt.Sprint(items) != "[1 2 3]" || cEmpty(1) != goEmpty(1) {
		t.Errorf("C filled %v", items)
	}
}

// BenchmarkCall is one crossing per operation. A callback's cost has no part
// of the call from Go that it is in: there is one for all of them.
func BenchmarkCall(b *testing.B) {
	b.Run("kind=Go-to-Go", func(b *testing.B) {
		x := 0
		for range b.N {
			x = goEmpty(x)
		}
	})
	b.Run("kind=Go-to-C", func(b *testing.B) {
		x := 0
		for range b.N {
			x = cEmpty(x)
		}
	})
	forEachHandle(func(name string, h uintptr) {
		kind := ""
		if name != "none" {
			kind = "+" + name
		}
		b.Run("kind=C-to-Go"+kind, func(b *testing.B) { callEach(h, b.N) })
	})
	b.Run("kind=C-thread-to-Go", func(b *testing.B) {
		first := true // a new thread's first callback waits for a processor
		found = func(uintptr) *Sum {
			if first {
				first = false
				b.ResetTimer()
			}
			return &plain
		}
		callEachOnThread(0, b.N+1)
	})
}

// BenchmarkItems hands n items across per operation, one by one or all in one
// call.
func BenchmarkItems(b *testing.B) {
	found = noLookup
	for _, n := range []int{1, 10, 100, 1000} {
		items := newItems(n)
		ways := []struct {
			name string
			f    func()
		}{
			{"dir=Go-to-C/way=each", func() {
				for i := range items {
					items[i] = itemFrom(cEmpty(i))
				}
			}},
			{"dir=Go-to-C/way=batch", func() { cFill(items) }},
			{"dir=C-to-Go/way=each", func() { callEach(0, n) }},
			{"dir=C-to-Go/way=batch", func() { callBatch(0, n) }},
		}
		for _, w := range ways {
			b.Run(fmt.Sprintf("%s/n=%d", w.name, n), func(b *testing.B) {
				for range b.N {
					w.f()
				}
			})
		}
	}
}
