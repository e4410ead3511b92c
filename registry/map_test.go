package registry

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"testing"
	"unsafe"
)

func TestZeroMap(t *testing.T) {
	var m Map[string, int]
	if v, ok := m.Load("a"); v != 0 || ok {
		t.Errorf("Load in an empty map = %d, %t", v, ok)
	}
	if v, ok := m.LoadAndDelete("a"); v != 0 || ok {
		t.Errorf("LoadAndDelete in an empty map = %d, %t", v, ok)
	}
	if m.CompareAndSwap("a", 0, 1) || m.CompareAndDelete("a", 0) || m.Len() != 0 {
		t.Error("an empty map is not empty")
	}
	m.Delete("a")
	m.Clear()
	for k := range m.All() {
		t.Errorf("an empty map has the key %q", k)
	}
}

// TestMapModel runs random operations on a Map and on a builtin map, with keys
// of many kinds.
func TestMapModel(t *testing.T) {
	type point struct{ x, y int32 }
	ints := new([512]int)
	t.Run("int", func(t *testing.T) { mapModel(t, func(i int) int { return i }) })
	t.Run("stride", func(t *testing.T) { mapModel(t, func(i int) int { return i << 20 }) })
	t.Run("int32", func(t *testing.T) { mapModel(t, func(i int) int32 { return int32(i) }) })
	t.Run("uint64", func(t *testing.T) { mapModel(t, func(i int) uint64 { return uint64(i) << 40 }) })
	t.Run("string", func(t *testing.T) { mapModel(t, func(i int) string { return fmt.Sprint(i) }) })
	t.Run("float", func(t *testing.T) { mapModel(t, func(i int) float64 { return float64(i) / 3 }) })
	t.Run("pointer", func(t *testing.T) { mapModel(t, func(i int) *int { return &ints[i] }) })
	t.Run("struct", func(t *testing.T) { mapModel(t, func(i int) point { return point{int32(i), 7} }) })
	t.Run("interface", func(t *testing.T) {
		mapModel(t, func(i int) any {
			if i%2 == 0 {
				return i
			}
			return fmt.Sprint(i)
		})
	})
}

func mapModel[K comparable](t *testing.T, key func(int) K) {
	for seed := range uint64(4) {
		var m Map[K, int]
		want := map[K]int{}
		rng := rand.New(rand.NewPCG(seed, 5))
		span := 1
		for i := range 8000 {
			if i%500 == 0 { // from a handful of keys to hundreds and back
				span = 1 << rng.IntN(10)
			}
			mapStep(t, mapPair[K]{&m, want}, key(rng.IntN(span)), i, rng.IntN(300))
			if t.Failed() {
				t.Fatalf("seed %d, op %d", seed, i)
			}
		}
		if got := maps.Collect(m.All()); !maps.Equal(got, want) {
			t.Errorf("All has %d entries, want %d", len(got), len(want))
		}
	}
}

// A mapPair is a Map, and a builtin map that has the same entries.
type mapPair[K comparable] struct {
	m    *Map[K, int]
	want map[K]int
}

// mapStep does one operation on both maps and compares.
func mapStep[K comparable](t *testing.T, pair mapPair[K], k K, i, op int) {
	t.Helper()
	m, want := pair.m, pair.want
	old, had := want[k]
	check := func(what string, v int, ok bool, wantV int, wantOK bool) {
		if v != wantV || ok != wantOK {
			t.Errorf("%s(%v) = %d, %t; want %d, %t", what, k, v, ok, wantV, wantOK)
		}
	}
	switch {
	case op == 0:
		m.Clear()
		clear(want)
	case op < 60:
		m.Store(k, i)
		want[k] = i
	case op < 90:
		v, ok := m.LoadAndDelete(k)
		check("LoadAndDelete", v, ok, old, had)
		delete(want, k)
	case op < 130:
		m.Delete(k)
		delete(want, k)
	case op < 160:
		v, ok := m.LoadOrStore(k, i)
		if !had {
			want[k] = i
		}
		check("LoadOrStore", v, ok, want[k], had)
	case op < 180:
		v, ok := m.Swap(k, i)
		check("Swap", v, ok, old, had)
		want[k] = i
	case op < 200:
		guess := old - i%2
		if ok := m.CompareAndSwap(k, guess, i); ok != (had && guess == old) {
			t.Errorf("CompareAndSwap(%v, %d, %d) = %t", k, guess, i, ok)
		} else if ok {
			want[k] = i
		}
	case op < 220:
		guess := old - i%2
		if ok := m.CompareAndDelete(k, guess); ok != (had && guess == old) {
			t.Errorf("CompareAndDelete(%v, %d) = %t", k, guess, ok)
		} else if ok {
			delete(want, k)
		}
	case op < 250:
		mapCompute(t, m, want, k, i)
	}
	v, ok := m.Load(k)
	wantV, wantOK := want[k]
	check("Load", v, ok, wantV, wantOK)
	if m.Len() != len(want) {
		t.Errorf("Len = %d, want %d", m.Len(), len(want))
	}
}

func mapCompute[K comparable](t *testing.T, m *Map[K, int], want map[K]int, k K, i int) {
	old, had := want[k]
	keep := i%3 != 0
	v, ok := m.Compute(k, func(v int, loaded bool) (int, bool) {
		if v != old || loaded != had {
			t.Errorf("Compute(%v) is given %d, %t; want %d, %t", k, v, loaded, old, had)
		}
		return v + i, keep
	})
	if keep {
		want[k] = old + i
	} else {
		delete(want, k)
	}
	if v != want[k] || ok != keep {
		t.Errorf("Compute(%v) = %d, %t; want %d, %t", k, v, ok, want[k], keep)
	}
}

func TestMapIncomparableValues(t *testing.T) {
	var m Map[int, []int]
	m.Store(1, []int{1})
	func() {
		defer func() {
			if recover() == nil {
				t.Error("CompareAndSwap of slices did not panic")
			}
		}()
		m.CompareAndSwap(1, nil, nil)
	}()
	m.Store(1, []int{2}) // the lock is free again
	func() {
		defer func() { recover() }()
		m.Compute(1, func([]int, bool) ([]int, bool) { panic("in f") })
	}()
	if v, _ := m.Load(1); v[0] != 2 {
		t.Errorf("after a panic in Compute, Load = %v", v)
	}
	m.Delete(1)
}

func TestMapNaN(t *testing.T) {
	var m Map[float64, int]
	m.Store(math.NaN(), 1)
	m.Store(math.NaN(), 2)
	m.Store(0.0, 3)
	if v, ok := m.Load(math.Copysign(0, -1)); v != 3 || !ok {
		t.Errorf("Load(-0) = %d, %t", v, ok)
	}
	for i := range 1000 { // tables with NaN keys are rebuilt as well
		m.Store(float64(i+1), i)
	}
	if m.Len() != 1003 {
		t.Errorf("Len = %d", m.Len())
	}
}

// TestMapSpread fills maps with keys that defeat id%64 and address%8: no
// shard gets much more than its part.
func TestMapSpread(t *testing.T) {
	const n = mapShards * 1000
	block := make([][64]byte, n)
	spread(t, "counted", func(i int) uintptr { return uintptr(i) })
	spread(t, "even", func(i int) uintptr { return uintptr(i) * 2 })
	spread(t, "pages", func(i int) uintptr { return uintptr(i) * 4096 })
	spread(t, "high bits", func(i int) uint64 { return uint64(i) << 48 })
	spread(t, "pointers", func(i int) *[64]byte { return &block[i] })
	spread(t, "strings", func(i int) string { return fmt.Sprintf("key-%06d", i) })
}

func spread[K comparable](t *testing.T, name string, key func(int) K) {
	var m Map[K, bool]
	const each = 1000
	for i := range mapShards * each {
		m.Store(key(i), true)
	}
	for i := range m.state.Load().shards { // six standard deviations
		if n := m.state.Load().shards[i].live; n < each-190 || n > each+190 {
			t.Errorf("%s: shard %d has %d of %d keys", name, i, n, mapShards*each)
		}
	}
}

func TestMapShardFillsACacheLine(t *testing.T) {
	if size := unsafe.Sizeof(mapShard[int, int]{}); size%64 != 0 {
		t.Errorf("a shard has %d bytes", size)
	}
	if size := unsafe.Sizeof(mapGroup[int, int]{}); unsafe.Sizeof(uintptr(0)) == 8 && size != 64 {
		t.Errorf("a group has %d bytes", size)
	}
}
