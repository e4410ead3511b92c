package cowmap

import (
	"maps"
	"math/rand/v2"
	"testing"
)

func TestZero(t *testing.T) {
	var m Map[string, int]
	m.Delete("a")
	if m.Has("a") || m.Get("a") != 0 || len(m.Entries()) != 0 || !m.Is(m.Clone()) {
		t.Error("the zero Map is not empty")
	}
	copied := m.Clone()
	copied.Set("a", 1)
	if m.Has("a") || m.Is(copied) {
		t.Error("a copy of the empty map is the map")
	}
}

func TestDeleteInLoop(t *testing.T) {
	var m Map[int, bool]
	for i := range 10 {
		m.Set(i, i%2 == 0)
	}
	for _, shared := range []bool{true, false} {
		n := m
		if shared {
			n = m.Clone()
		}
		for i, even := range n.Entries() {
			if even {
				n.Delete(i)
			}
		}
		if len(n.Entries()) != 5 || shared && len(m.Entries()) != 10 {
			t.Errorf("shared %v: %v is left of %v", shared, n.Entries(), m.Entries())
		}
	}
}

// Copies of copies, changed in any order, hold what maps hold that are copied
// at once.
func TestLikeCopies(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	all, want := make([]Map[int, int], 1), []map[int]int{{}}
	for range 20_000 {
		i, key, value := random.IntN(len(all)), random.IntN(8), random.Int()
		switch random.IntN(4) {
		case 0:
			if len(all) < 40 {
				all, want = append(all, Map[int, int]{}), append(want, nil)
			}
			j := random.IntN(len(all))
			all[j], want[j] = all[i].Clone(), maps.Clone(want[i])
		case 1:
			all[i].Delete(key)
			delete(want[i], key)
		default:
			all[i].Set(key, value)
			if want[i] == nil {
				want[i] = make(map[int]int)
			}
			want[i][key] = value
		}
		if v, ok := all[i].Lookup(key); ok != all[i].Has(key) || v != all[i].Get(key) {
			t.Fatal("Lookup, Has and Get are not of one mind")
		}
	}
	for i := range all {
		if !maps.Equal(all[i].Entries(), want[i]) {
			t.Errorf("map %d holds %v, want %v", i, all[i].Entries(), want[i])
		}
	}
}
