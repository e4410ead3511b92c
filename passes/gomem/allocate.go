package gomem

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// typeAssert takes the value out of an interface.
func (p Point) typeAssert(v *ssa.TypeAssert) heap.Value {
	x := p.Value(v.X)
	if types.IsInterface(v.AssertedType) {
		return x
	}
	result, first := heap.Top, true
	for _, a := range p.in.data(x) {
		part := heap.Top
		if a.Kind == heap.Any {
			part = p.unboxed(v)
		}
		if a.Kind == heap.Boxed {
			if !types.Identical(a.Mem.Type, v.AssertedType) {
				continue
			}
			part = p.State.Load(a, -1)
		}
		if first {
			result, first = part, false
		} else {
			result = result.Join(part)
		}
	}
	return result
}

// data returns the data word of an interface.
func (in *interpreter) data(v heap.Value) heap.Atoms {
	return v.At(heap.Slot{Off: in.layout.WordSize()})
}

// allocate makes new memory. When the instruction runs again, the memory is
// that of the last run.
func (p Point) allocate(v ssa.Value) heap.Value {
	m := p.in.memory(site{p.id, v}, func(m *heap.Memory) { m.Origin, m.Pos = heap.Go, v.Pos() })
	p.State.Absent.Delete(m)
	for pin := range p.State.Pins.Entries() {
		if pin.Object == m {
			p.State.Pins.Delete(pin)
		}
	}
	p.State.Contents.Set(m, heap.Zero)
	kind := heap.Pointer
	switch v := v.(type) {
	case *ssa.Alloc:
		m.Type = v.Type().Underlying().(*types.Pointer).Elem()
		if _, isVar := allocNames[v.Comment]; !isVar {
			m.Name = v.Comment
		}
		if p.in.layout.Size(m.Type) == 0 {
			m.Origin = heap.Static // runtime.zerobase
		}
	case *ssa.MakeSlice:
		m.SetElem(v.Type())
	case *ssa.MakeClosure:
		kind = heap.Code
		m.Fn = v.Fn.(*ssa.Function)
		for i, b := range v.Bindings {
			if i < len(m.Bindings) {
				m.Bindings[i] = m.Bindings[i].Join(p.Value(b))
			} else {
				m.Bindings = append(m.Bindings, p.Value(b))
			}
		}
	case *ssa.MakeInterface:
		m.Boxed, m.Type = true, v.X.Type()
		if _, isConst := v.X.(*ssa.Const); isConst {
			m.Origin = heap.Static
		}
		p.State.Contents.Set(m, p.Value(v.X))
		size := p.in.layout.WordSize()
		return heap.Value{Words: []heap.Cell{{Slot: heap.Slot{Off: size}, Atoms: heap.Atoms{{Kind: heap.Boxed, Mem: m}}}}}
	}
	return heap.Word(heap.Atoms{{Kind: kind, Mem: m}})
}

// allocNames are comments of ssa.Alloc that are no variables' names.
var allocNames = map[string]bool{"new": true, "complit": true, "makeslice": true, "slicelit": true, "varargs": true}
