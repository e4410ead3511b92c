package boundary

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/passes/cgosource"
)

// load returns what is where the pointer points, of the type t.
func (in *interpreter) load(st *state, p value, t types.Type) value {
	size := in.layout.size(t)
	targets := p.first()
	result, first := nothing, true
	for _, a := range targets {
		v := nothing
		switch {
		case a.kind == null && len(targets) > 1:
			continue // it would have panicked
		case a.kind == pointer && size >= 0:
			in.name(st, a, t)
			v = in.loadFrom(st, a, t, size)
		}
		if first {
			result, first = v, false
		} else {
			result = result.join(v)
		}
	}
	return result
}

// loadFrom returns what is where a points. What C memory says of memory of a
// C type is C's, too; and a C variable is at the address that cgo has in a Go
// variable.
func (in *interpreter) loadFrom(st *state, a atom, t types.Type, size int64) value {
	if a.mem.Global {
		if name, kind, ok := cgosource.CName(typesVar(a.mem)); ok && kind == cgosource.Var {
			return in.cMemory(a.mem, name, t)
		}
	}
	if a.mem.Origin == C && isPointer(t) && isC(t) {
		return in.cMemory(symbol{a.mem, slot{a.off, 0}}, a.mem.Func, t)
	}
	return st.load(a, size)
}

// typesVar returns the variable that the memory is of, as far as its name
// goes.
func typesVar(m *Memory) types.Object { return types.NewVar(m.pos, nil, m.Name, m.Type) }

// name gives a name to what is behind a pointer in memory that a parameter
// leads to, so that the function's callers can be told of it.
func (in *interpreter) name(st *state, a atom, t types.Type) {
	if a.mem.Origin != Unknown || a.mem.depth >= maxPath || !isWord(t) || !hasPointers(t) {
		return
	}
	v, ok := st.contents[a.mem]
	if !ok {
		v = nothing
	}
	at := slot{a.off, a.step}
	if _, known := v.words[at]; known || !v.unknown {
		return
	}
	m := in.memory(site{at: symbol{a.mem, at}}, func(m *Memory) {
		m.pos, m.fromC, m.depth = a.mem.pos, a.mem.fromC, a.mem.depth+1
		if a.mem.param != nil && a.step == 0 {
			m.param = &path{a.mem.param.param, append(slices.Clone(a.mem.param.offsets), a.off)}
		}
		m.setElem(t)
		m.overC = m.repeated && a.step == 0 && in.mayBeOverC(a.mem.Type, a.off)
	})
	st.contents[a.mem] = v.with(at, atoms{{kind: pointer, mem: m}}, false)
}

// A symbol tells apart what is behind the pointers in memory that a parameter
// leads to.
type symbol struct {
	in *Memory
	at slot
}

// setElem notes what a pointer or slice of type t says of the memory that it
// points to.
func (m *Memory) setElem(t types.Type) {
	switch t := t.Underlying().(type) {
	case *types.Pointer:
		m.Type = t.Elem()
	case *types.Slice:
		m.Type, m.repeated = t.Elem(), true
	case *types.Basic:
		if t.Kind() == types.String {
			m.Type, m.repeated = types.Typ[types.Byte], true
		}
	}
}

// store runs a store instruction.
func (in *interpreter) store(f *frame, st *state, s *ssa.Store) {
	v := in.get(f, s.Val)
	targets := in.get(f, s.Addr).first()
	in.assign(f, st, s, targets, v, s.Val.Type())
}

// assign stores v, of type t, where the targets point.
func (in *interpreter) assign(f *frame, st *state, at ssa.Instruction, targets atoms, v value, t types.Type) {
	size := in.layout.size(t)
	if !hasPointers(t) && !isWord(t) && size > 0 && len(v.words) == 0 {
		v = zero
	}
	for _, a := range targets {
		if a.kind != pointer {
			continue
		}
		if in.noting && a.mem.Origin == C {
			in.noteStore(f, st, at, a, v, t)
		}
		if a.mem.Origin != C && size >= 0 {
			st.store(a, v, size, len(targets) > 1)
		}
	}
}
