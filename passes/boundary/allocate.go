package boundary

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// typeAssert takes the value out of an interface.
func (in *interpreter) typeAssert(f *frame, st *state, v *ssa.TypeAssert) {
	result := nothing
	x := in.get(f, v.X)
	if types.IsInterface(v.AssertedType) {
		result = x
	} else {
		first := true
		for _, a := range in.data(x) {
			part := nothing
			if a.kind == boxed {
				if !types.Identical(a.mem.Type, v.AssertedType) {
					continue
				}
				part = st.load(a, -1)
			}
			if first {
				result, first = part, false
			} else {
				result = result.join(part)
			}
		}
	}
	if v.CommaOk {
		f.tuples[v] = []value{result, nothing}
		return
	}
	f.env[v] = result
}

// data returns the data word of an interface.
func (in *interpreter) data(v value) atoms {
	return v.at(slot{in.layout.size(types.Typ[types.Uintptr]), 0})
}

// allocate makes new memory. When the instruction runs again, the memory is
// that of the last run.
func (in *interpreter) allocate(f *frame, st *state, v ssa.Value) value {
	m := in.memory(site{f.id, v}, func(m *Memory) { m.Origin, m.pos = Go, v.Pos() })
	delete(st.contents, m)
	for p := range st.pins {
		if p.pinned == m {
			delete(st.pins, p)
		}
	}
	st.contents[m] = zero
	kind := pointer
	switch v := v.(type) {
	case *ssa.Alloc:
		m.Type = v.Type().Underlying().(*types.Pointer).Elem()
		if _, isVar := allocNames[v.Comment]; !isVar {
			m.Name = v.Comment
		}
		if in.layout.size(m.Type) == 0 {
			m.Origin = Static // runtime.zerobase
		}
	case *ssa.MakeSlice:
		m.setElem(v.Type())
	case *ssa.MakeClosure:
		kind = function
		m.fn = v.Fn.(*ssa.Function)
		for i, b := range v.Bindings {
			if i < len(m.bindings) {
				m.bindings[i] = m.bindings[i].join(in.get(f, b))
			} else {
				m.bindings = append(m.bindings, in.get(f, b))
			}
		}
	case *ssa.MakeInterface:
		m.boxed, m.Type = true, v.X.Type()
		if _, isConst := v.X.(*ssa.Const); isConst {
			m.Origin = Static
		}
		st.contents[m] = in.get(f, v.X)
		size := in.layout.size(types.Typ[types.Uintptr])
		return value{words: map[slot]atoms{{size, 0}: {{kind: boxed, mem: m}}}}
	}
	return word(atoms{{kind: kind, mem: m}})
}

// allocNames are comments of ssa.Alloc that are no variables' names.
var allocNames = map[string]bool{"new": true, "complit": true, "makeslice": true, "slicelit": true, "varargs": true}
