package registry

import (
	"maps"
	"math/rand/v2"
	"testing"
)

// model is what a Registry must be indistinguishable from.
type model struct {
	live map[Handle]int
	dead []Handle
}

func (m *model) anyLive(rng *rand.Rand) (Handle, bool) {
	n := rng.IntN(len(m.live) + 1)
	for h := range m.live {
		if n--; n < 0 {
			return h, true
		}
	}
	return 0, false
}

func (m *model) anyDead(rng *rand.Rand) Handle {
	if len(m.dead) == 0 {
		return 0
	}
	return m.dead[rng.IntN(len(m.dead))]
}

// TestModel runs random operations on a Registry and on a map, with the
// layout's limits and with small ones, where chunks fill, empty, retire and
// come back all the time.
func TestModel(t *testing.T) {
	for name, lim := range map[string]limits{
		"layout":       layoutLimits,
		"small chunks": {slots: 5, chunks: 1 << chunkBits, generations: genMask},
		"one slot":     {slots: 1, chunks: 1 << chunkBits, generations: genMask},
		"retiring":     {slots: 16, chunks: 1 << chunkBits, generations: 4},
		"short-lived":  {slots: 2, chunks: 1 << chunkBits, generations: 1},
	} {
		for _, shards := range []int{1, 4} {
			t.Run(name, func(t *testing.T) {
				for seed := range uint64(5) {
					checkAgainstModel(t, newSmall[int](lim, shards), rand.New(rand.NewPCG(seed, 1)))
				}
			})
		}
	}
}

func checkAgainstModel(t *testing.T, r *Registry[int], rng *rand.Rand) {
	m := model{live: map[Handle]int{}}
	issued := map[Handle]bool{}
	appetite := 50
	for i := range 4000 {
		if i%500 == 0 { // grow, shrink, churn
			appetite = 20 + rng.IntN(60)
		}
		if rng.IntN(100) < appetite {
			h := r.Register(i)
			if issued[h] {
				t.Fatalf("op %d: handle %#x was issued twice", i, h)
			}
			issued[h], m.live[h] = true, i
			continue
		}
		h, ok := m.anyLive(rng)
		if !ok || rng.IntN(4) == 0 {
			h = m.anyDead(rng)
		}
		want, ok := m.live[h]
		if got, gotOK := r.Lookup(h); got != want || gotOK != ok {
			t.Fatalf("op %d: Lookup(%#x) = %d, %t; want %d, %t", i, h, got, gotOK, want, ok)
		}
		if rng.IntN(3) == 0 {
			continue
		}
		if got, gotOK := r.Delete(h); got != want || gotOK != ok {
			t.Fatalf("op %d: Delete(%#x) = %d, %t; want %d, %t", i, h, got, gotOK, want, ok)
		}
		if ok {
			delete(m.live, h)
			m.dead = append(m.dead, h)
		}
		if i%100 == 0 {
			checkContents(t, r, m.live)
		}
	}
	checkContents(t, r, m.live)
}

func checkContents(t *testing.T, r *Registry[int], want map[Handle]int) {
	t.Helper()
	if got := maps.Collect(r.All()); !maps.Equal(got, want) {
		t.Fatalf("All has %d values, want %d", len(got), len(want))
	}
	if got := r.Len(); got != len(want) {
		t.Fatalf("Len = %d, want %d", got, len(want))
	}
}
