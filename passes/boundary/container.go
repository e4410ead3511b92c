package boundary

import (
	"go/types"
	"hash/fnv"

	"golang.org/x/tools/go/ssa"
)

// What is in a map or a channel is in its memory: what a map has under a
// constant key at a place of its own, and the rest at a place that may be any.
// Nothing is ever taken out.

// elementAt returns where a map has what is under the key. It is any place
// when the key is nil or not constant.
func elementAt(m *Memory, key ssa.Value, size int64) atom {
	if c, ok := key.(*ssa.Const); ok && c.Value != nil {
		h := fnv.New32()
		h.Write([]byte(c.Value.ExactString()))
		return atom{kind: pointer, mem: m, off: int64(h.Sum32()) * max(size, 1)}
	}
	return atom{kind: pointer, mem: m, step: max(size, 1)}
}

// putIn puts v, of type t, into a map or channel.
func (in *interpreter) putIn(st *state, container value, key ssa.Value, v value, t types.Type) {
	size := in.layout.size(t)
	if size <= 0 {
		return
	}
	targets := container.first()
	for _, a := range targets {
		if a.kind == pointer && a.mem.Origin == Go && !a.mem.Global {
			st.store(elementAt(a.mem, key, size), v, size, len(targets) > 1)
		}
	}
}

// takenFrom returns what a map or channel may have, of type t.
func (in *interpreter) takenFrom(st *state, container value, key ssa.Value, t types.Type) value {
	size := in.layout.size(t)
	result := nothing
	for i, a := range container.first() {
		v := nothing
		if a.kind == pointer && a.mem.Origin == Go && !a.mem.Global && size > 0 {
			v = st.load(elementAt(a.mem, key, size), size)
		}
		if i == 0 {
			result = v
		} else {
			result = result.join(v)
		}
	}
	return result
}

func (in *interpreter) lookup(f *frame, st *state, v *ssa.Lookup) {
	result := nothing
	if m, ok := v.X.Type().Underlying().(*types.Map); ok {
		result = in.takenFrom(st, in.get(f, v.X), v.Index, m.Elem())
	}
	if v.CommaOk {
		f.tuples[v] = []value{result, nothing}
		return
	}
	f.env[v] = result
}

// next returns what an iteration over a map gives: whether there is one, the
// key, the value.
func (in *interpreter) next(f *frame, st *state, v *ssa.Next) []value {
	results := []value{nothing, nothing, nothing}
	if r, ok := v.Iter.(*ssa.Range); ok {
		if m, ok := r.X.Type().Underlying().(*types.Map); ok {
			results[2] = in.takenFrom(st, in.get(f, r.X), nil, m.Elem())
		}
	}
	return results
}

func (in *interpreter) receive(f *frame, st *state, v *ssa.UnOp) {
	result := nothing
	if c, ok := v.X.Type().Underlying().(*types.Chan); ok {
		result = in.takenFrom(st, in.get(f, v.X), nil, c.Elem())
	}
	if v.CommaOk {
		f.tuples[v] = []value{result, nothing}
	}
	f.env[v] = result
}

// selected puts in and takes out what the cases of a select may.
func (in *interpreter) selected(f *frame, st *state, v *ssa.Select) {
	results := []value{nothing, nothing}
	for _, s := range v.States {
		c, ok := s.Chan.Type().Underlying().(*types.Chan)
		if !ok {
			continue
		}
		if s.Dir == types.SendOnly {
			in.putIn(st, in.get(f, s.Chan), nil, in.get(f, s.Send), c.Elem())
		} else {
			results = append(results, in.takenFrom(st, in.get(f, s.Chan), nil, c.Elem()))
		}
	}
	f.tuples[v] = results
}
