package bench

import (
	"math/rand/v2"
	"testing"

	"github.com/anishathalye/porcupine"
	"github.com/cgolint/cgolint/registry"
)

type mapCall struct {
	op       string
	key      int
	old, new int
}

type mapResult struct {
	v  int
	ok bool
}

// mapKeysUsed is how many keys the histories of maps are about.
const mapKeysUsed = 3

// mapModel says what a map must do. The state is the values of all keys, zero
// for none.
var mapModel = porcupine.Model{
	Init: func() any { return [mapKeysUsed]int{} },
	Step: func(state, input, output any) (bool, any) {
		s, in, out := state.([mapKeysUsed]int), input.(mapCall), output.(mapResult)
		if in.op == "clear" {
			return true, [mapKeysUsed]int{}
		}
		want, after := mapStep(s[in.key], in)
		s[in.key] = after
		return want == out, s
	},
}

// mapStep returns what a call must return, and the key's value after it.
func mapStep(v int, in mapCall) (mapResult, int) {
	switch loaded := v != 0; in.op {
	case "load":
		return mapResult{v, loaded}, v
	case "swap":
		return mapResult{v, loaded}, in.new
	case "loadorstore":
		if loaded {
			return mapResult{v, true}, v
		}
		return mapResult{in.new, false}, in.new
	case "loadanddelete":
		return mapResult{v, loaded}, 0
	case "cas":
		if loaded && v == in.old {
			return mapResult{ok: true}, in.new
		}
		return mapResult{}, v
	case "cad":
		if loaded && v == in.old {
			return mapResult{ok: true}, 0
		}
		return mapResult{}, v
	case "compute":
		return mapResult{v + in.new, true}, v + in.new
	}
	panic("bench: unknown operation " + in.op)
}

func callMap(m *registry.Map[int, int], in mapCall) (out mapResult) {
	switch in.op {
	case "load":
		out.v, out.ok = m.Load(in.key)
	case "swap":
		out.v, out.ok = m.Swap(in.key, in.new)
	case "loadorstore":
		out.v, out.ok = m.LoadOrStore(in.key, in.new)
	case "loadanddelete":
		out.v, out.ok = m.LoadAndDelete(in.key)
	case "cas":
		out.ok = m.CompareAndSwap(in.key, in.old, in.new)
	case "cad":
		out.ok = m.CompareAndDelete(in.key, in.old)
	case "compute":
		out.v, out.ok = m.Compute(in.key, func(old int, _ bool) (int, bool) { return old + in.new, true })
	case "clear":
		m.Clear()
	}
	return out
}

func recordMap(ops []string, each int) []porcupine.Operation {
	var m registry.Map[int, int]
	return record(func(rec *recorder, id int, rng *rand.Rand) {
		last := 0
		for i := range each {
			in := mapCall{op: ops[rng.IntN(len(ops))], key: rng.IntN(mapKeysUsed), old: last, new: id*each + i + 1}
			out := rec.do(id, in, func() any { return callMap(&m, in) })
			if v := out.(mapResult).v; v != 0 {
				last = v
			}
			if i%16 == 0 { // other keys, so that tables grow, shrink and fill with tombstones
				m.Store(1000+i+id, i)
				m.Delete(1000 + i + id - 64)
			}
		}
	})
}

func TestMapIsLinearizable(t *testing.T) {
	perKey := mapModel
	perKey.Partition = partition(func(op porcupine.Operation) int { return op.Input.(mapCall).key })
	ops := []string{"load", "load", "swap", "loadorstore", "loadanddelete", "cas", "cad", "compute"}
	for range 30 {
		mustBeLinearizable(t, perKey, recordMap(ops, 2000))
	}
}

// TestMapClearIsLinearizable checks all keys in one history: Clear must take
// them away at one moment.
func TestMapClearIsLinearizable(t *testing.T) {
	ops := []string{"load", "load", "swap", "loadorstore", "loadanddelete", "clear"}
	for range 100 {
		mustBeLinearizable(t, mapModel, recordMap(ops, 100))
	}
}
