package gomem

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/internal/gotype"
	"github.com/cgolint/cgolint/passes/cgosource"
	"github.com/cgolint/cgolint/passes/gomem/heap"
)

// load returns what is where the pointer points, of the type t.
func (p Point) load(ptr heap.Value, t types.Type) heap.Value {
	size := p.in.layout.Size(t)
	targets := ptr.First()
	result, first := heap.Top, true
	for _, a := range targets {
		v := heap.Top
		switch {
		case a.Kind == heap.Null && len(targets) > 1:
			continue // it would have panicked
		case a.Kind == heap.Pointer && size >= 0:
			p.name(a, t)
			v = p.loadFrom(a, t, size)
		}
		if first {
			result, first = v, false
		} else {
			result = result.Join(v)
		}
	}
	return result
}

// loadFrom returns what is where a points. What C memory says of memory of a
// C type is C's, too; and a C variable is at the address that cgo has in a Go
// variable.
func (p Point) loadFrom(a heap.Atom, t types.Type, size int64) heap.Value {
	if a.Mem.Global {
		if name, kind, ok := cgosource.CName(typesVar(a.Mem)); ok && kind == cgosource.Var {
			return p.in.cMemory(a.Mem, name, t)
		}
	}
	if a.Mem.Origin == heap.C && gotype.IsAnyPointer(t) && heap.IsC(t) {
		return p.in.cMemory(symbol{a.Mem, heap.Slot{Off: a.Off}}, a.Mem.Func, t)
	}
	return p.State.Load(a, size)
}

// typesVar returns the variable that the memory is of, as far as its name
// goes.
func typesVar(m *heap.Memory) types.Object { return types.NewVar(m.Pos, nil, m.Name, m.Type) }

// name gives a name to what is behind a pointer in memory that a parameter
// leads to, so that the function's callers can be told of it.
func (p Point) name(a heap.Atom, t types.Type) {
	if a.Mem.Origin != heap.Unknown || a.Mem.Depth >= maxPath || !heap.IsWord(t) || !gotype.HasPointers(t) {
		return
	}
	v, at := p.State.Inside(a.Mem), a.Slot()
	if v.Has(at) || !v.Unknown {
		return
	}
	m := p.in.memory(site{at: symbol{a.Mem, at}}, func(m *heap.Memory) {
		m.Pos, m.FromC, m.Depth = a.Mem.Pos, a.Mem.FromC, a.Mem.Depth+1
		if a.Mem.Param != nil && a.Step == 0 {
			m.Param = &heap.Path{Param: a.Mem.Param.Param, Offsets: append(slices.Clone(a.Mem.Param.Offsets), a.Off)}
		}
		m.SetElem(t)
		m.MaybeC = m.Repeated && a.Step == 0 && p.Package.mayBeOverC(a.Mem.Type, a.Off) || p.Package.mayBeC(t)
	})
	p.State.Contents.Set(a.Mem, v.With(at, heap.Atoms{heap.PointerTo(m)}, false))
}

// A symbol tells apart what is behind the pointers in memory that a parameter
// leads to.
type symbol struct {
	in *heap.Memory
	at heap.Slot
}

// assign stores v, of type t, where the targets point.
func (p Point) assign(at ssa.Instruction, targets heap.Atoms, v heap.Value, t types.Type) {
	size := p.in.layout.Size(t)
	if !gotype.HasPointers(t) && !heap.IsWord(t) && size > 0 && len(v.Words) == 0 {
		v = heap.Zero
	}
	for _, a := range targets {
		if a.Kind != heap.Pointer {
			continue
		}
		if a.Mem.Origin == heap.C {
			p.publish([]heap.Value{v}, func(here Point) Event { return &Store{here, at, a, v, t} })
		}
		if a.Mem.Global || a.Mem.Origin == heap.Unknown {
			p.share(v, 0)
		}
		if a.Mem.Origin != heap.C && size >= 0 {
			p.State.Store(a, v, size, len(targets) > 1)
		}
	}
}

// share notes that other functions find what v leads to.
func (p Point) share(v heap.Value, depth int) {
	for _, c := range v.Words {
		for _, a := range c.Atoms {
			if a.Mem == nil || a.Mem.Shared || a.Kind != heap.Pointer && a.Kind != heap.Boxed {
				continue
			}
			a.Mem.Shared = true
			if depth < maxPath {
				p.share(p.State.Contents.Get(a.Mem), depth+1)
			}
		}
	}
}
