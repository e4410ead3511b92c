package bench

import (
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"
	"github.com/cgolint/cgolint/registry"
)

// A recorder writes down what each client called and got, and when.
type recorder struct {
	start   time.Time
	clients [4][]porcupine.Operation
}

func (r *recorder) do(client int, input any, f func() any) any {
	call := time.Since(r.start)
	output := f()
	r.clients[client] = append(r.clients[client], porcupine.Operation{
		ClientId: client, Input: input, Output: output,
		Call: int64(call), Return: int64(time.Since(r.start)),
	})
	return output
}

// record runs all clients at once and returns the history.
func record(client func(r *recorder, id int, rng *rand.Rand)) []porcupine.Operation {
	r := &recorder{start: time.Now()}
	var ready, done sync.WaitGroup
	ready.Add(len(r.clients))
	for id := range r.clients {
		done.Go(func() {
			ready.Done()
			ready.Wait() // start together
			client(r, id, rand.New(rand.NewPCG(rand.Uint64(), 1)))
		})
	}
	done.Wait()
	var history []porcupine.Operation
	for _, ops := range r.clients {
		history = append(history, ops...)
	}
	return history
}

// partition splits a history by the key that each operation is about.
func partition[K comparable](key func(porcupine.Operation) K) func([]porcupine.Operation) [][]porcupine.Operation {
	return func(history []porcupine.Operation) (parts [][]porcupine.Operation) {
		index := map[K]int{}
		for _, op := range history {
			k := key(op)
			i, ok := index[k]
			if !ok {
				i = len(parts)
				index[k] = i
				parts = append(parts, nil)
			}
			parts[i] = append(parts[i], op)
		}
		return parts
	}
}

func mustBeLinearizable(t *testing.T, m porcupine.Model, history []porcupine.Operation) {
	t.Helper()
	if result := porcupine.CheckOperationsTimeout(m, history, 20*time.Second); result != porcupine.Ok {
		t.Errorf("%d operations: %v", len(history), result)
	}
}

type handleCall struct {
	op string
	h  registry.Handle // not of register
	v  int             // of register
}

type handleResult struct {
	h  registry.Handle // of register
	v  int
	ok bool
}

// fate is the state of one handle in the model.
type fate struct {
	issued, deleted bool
	v               int
}

// handleModel says what a registry must do with one handle: it is issued
// once, then found by all until it is deleted once.
var handleModel = porcupine.Model{
	Partition: partition(func(op porcupine.Operation) registry.Handle {
		if in := op.Input.(handleCall); in.op != "register" {
			return in.h
		}
		return op.Output.(handleResult).h
	}),
	Init: func() any { return fate{} },
	Step: func(state, input, output any) (bool, any) {
		s, in, out := state.(fate), input.(handleCall), output.(handleResult)
		if in.op == "register" {
			return !s.issued, fate{issued: true, v: in.v}
		}
		live := s.issued && !s.deleted
		if out.ok != live || live && out.v != s.v {
			return false, s
		}
		if in.op == "delete" && live {
			s.deleted = true
		}
		return true, s
	},
}

// TestRegistryIsLinearizable has four clients register, look up and delete
// each other's handles, deleted ones, and ones they guess to come next.
func TestRegistryIsLinearizable(t *testing.T) {
	for range 30 {
		var r registry.Registry[int]
		var shared [6]atomic.Uintptr
		history := record(func(rec *recorder, id int, rng *rand.Rand) {
			for i := range 3000 {
				place := &shared[rng.IntN(len(shared))]
				h := registry.Handle(place.Load())
				switch n := rng.IntN(10); {
				case n < 3:
					v := id*3000 + i
					out := rec.do(id, handleCall{op: "register", v: v}, func() any {
						return handleResult{h: r.Register(v)}
					})
					place.Store(uintptr(out.(handleResult).h))
				case n < 6:
					if n == 5 {
						h += 1 << 30 // the slot's next generation on 64-bit platforms
					}
					rec.do(id, handleCall{op: "lookup", h: h}, func() any {
						v, ok := r.Lookup(h)
						return handleResult{v: v, ok: ok}
					})
				default:
					rec.do(id, handleCall{op: "delete", h: h}, func() any {
						v, ok := r.Delete(h)
						return handleResult{v: v, ok: ok}
					})
				}
			}
		})
		mustBeLinearizable(t, handleModel, history)
	}
}

// TestCheckerRefuses makes sure that the models can fail.
func TestCheckerRefuses(t *testing.T) {
	at := func(call int64, in, out any) porcupine.Operation {
		return porcupine.Operation{Input: in, Output: out, Call: call, Return: call + 1}
	}
	h := registry.Handle(7)
	for name, history := range map[string][]porcupine.Operation{
		"found after delete": {
			at(0, handleCall{op: "register", v: 1}, handleResult{h: h}),
			at(2, handleCall{op: "delete", h: h}, handleResult{v: 1, ok: true}),
			at(4, handleCall{op: "lookup", h: h}, handleResult{v: 1, ok: true}),
		},
		"issued twice": {
			at(0, handleCall{op: "register", v: 1}, handleResult{h: h}),
			at(2, handleCall{op: "register", v: 2}, handleResult{h: h}),
		},
		"not found": {
			at(0, handleCall{op: "register", v: 1}, handleResult{h: h}),
			at(2, handleCall{op: "lookup", h: h}, handleResult{}),
		},
	} {
		if porcupine.CheckOperations(handleModel, history) {
			t.Errorf("%s: accepted", name)
		}
	}
	stale := []porcupine.Operation{
		at(0, mapCall{op: "swap", key: 1, new: 5}, mapResult{}),
		at(2, mapCall{op: "clear"}, mapResult{}),
		at(4, mapCall{op: "load", key: 1}, mapResult{5, true}),
	}
	if porcupine.CheckOperations(mapModel, stale) {
		t.Error("a value that survives Clear: accepted")
	}
}
