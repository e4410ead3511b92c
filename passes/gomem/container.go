package gomem

import (
	"go/types"
	"hash/fnv"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// What is in a map or a channel is in its memory: what a map has under a
// constant key at a place of its own, and the rest at a place that may be any.
// Nothing is ever taken out.

// elementAt returns where a map has what is under the key. It is any place
// when the key is nil or not constant.
func elementAt(m *heap.Memory, key ssa.Value, size int64) heap.Atom {
	if c, ok := key.(*ssa.Const); ok && c.Value != nil {
		h := fnv.New32()
		h.Write([]byte(c.Value.ExactString()))
		return heap.Atom{Kind: heap.Pointer, Mem: m, Off: int64(h.Sum32()) * max(size, 1)}
	}
	return heap.Atom{Kind: heap.Pointer, Mem: m, Step: max(size, 1)}
}

// put puts v, of type t, into a map or channel.
func (p Point) put(container heap.Value, key ssa.Value, v heap.Value, t types.Type) {
	p.share(v, 0)
	size := p.in.layout.Size(t)
	if size <= 0 {
		return
	}
	targets := container.First()
	for _, a := range targets {
		if a.Kind == heap.Pointer && a.Mem.Origin == heap.Go && !a.Mem.Global {
			p.State.Store(elementAt(a.Mem, key, size), v, size, len(targets) > 1)
		}
	}
}

// take returns what a map or channel may have, of type t.
func (p Point) take(container heap.Value, key ssa.Value, t types.Type) heap.Value {
	size := p.in.layout.Size(t)
	result := heap.Top
	for i, a := range container.First() {
		v := heap.Top
		if a.Kind == heap.Pointer && a.Mem.Origin == heap.Go && !a.Mem.Global && size > 0 {
			v = p.State.Load(elementAt(a.Mem, key, size), size)
		}
		if i == 0 {
			result = v
		} else {
			result = result.Join(v)
		}
	}
	return result
}

func (p Point) lookup(v *ssa.Lookup) heap.Value {
	if m, ok := v.X.Type().Underlying().(*types.Map); ok {
		return p.take(p.Value(v.X), v.Index, m.Elem())
	}
	return heap.Top
}

// next returns what an iteration over a map gives: whether there is one, the
// key, the value.
func (p Point) next(v *ssa.Next) []heap.Value {
	results := []heap.Value{heap.Top, heap.Top, heap.Top}
	if r, ok := v.Iter.(*ssa.Range); ok {
		if m, ok := r.X.Type().Underlying().(*types.Map); ok {
			results[2] = p.take(p.Value(r.X), nil, m.Elem())
		}
	}
	return results
}

func (p Point) receive(v *ssa.UnOp) heap.Value {
	if c, ok := v.X.Type().Underlying().(*types.Chan); ok {
		return p.take(p.Value(v.X), nil, c.Elem())
	}
	return heap.Top
}

// selected puts in and takes out what the cases of a select may.
func (p Point) selected(v *ssa.Select) []heap.Value {
	results := []heap.Value{heap.Top, heap.Top}
	for _, s := range v.States {
		c, ok := s.Chan.Type().Underlying().(*types.Chan)
		if !ok {
			continue
		}
		if s.Dir == types.SendOnly {
			p.put(p.Value(s.Chan), nil, p.Value(s.Send), c.Elem())
		} else {
			results = append(results, p.take(p.Value(s.Chan), nil, c.Elem()))
		}
	}
	return results
}
