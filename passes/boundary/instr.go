package boundary

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/cgolint/cgolint/passes/cgosource"
)

// value computes the value of an instruction.
func (in *interpreter) value(f *frame, st *state, v ssa.Value) {
	switch v := v.(type) {
	case *ssa.Call:
		fn, args := in.operands(f, &v.Call)
		in.setResults(f, v, in.call(f, st, v, fn, args))
	case *ssa.Extract:
		f.env[v] = nothing
		if t := f.tuples[v.Tuple]; v.Index < len(t) {
			f.env[v] = t[v.Index]
		}
	case *ssa.TypeAssert:
		in.typeAssert(f, st, v)
	case *ssa.Lookup, *ssa.Next, *ssa.Select:
		f.env[v.(ssa.Value)] = nothing
	default:
		f.env[v] = in.operation(f, st, v)
	}
}

func (in *interpreter) setResults(f *frame, v ssa.Value, results []value) {
	if _, ok := v.Type().(*types.Tuple); ok {
		f.tuples[v] = results
		return
	}
	f.env[v] = nothing
	if len(results) == 1 {
		f.env[v] = results[0]
	}
}

// operation computes the value of an instruction that has one and calls
// nothing.
func (in *interpreter) operation(f *frame, st *state, v ssa.Value) value {
	switch v := v.(type) {
	case *ssa.Alloc, *ssa.MakeSlice, *ssa.MakeMap, *ssa.MakeChan, *ssa.MakeClosure, *ssa.MakeInterface:
		return in.allocate(f, st, v)
	case *ssa.Phi:
		return in.phi(f, v)
	case *ssa.FieldAddr:
		s := v.X.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Struct)
		return in.moved(in.get(f, v.X), in.layout.offset(s, v.Field), 0)
	case *ssa.Field:
		s := v.X.Type().Underlying().(*types.Struct)
		return in.get(f, v.X).part(slot{in.layout.offset(s, v.Field), 0}, in.layout.size(v.Type()))
	case *ssa.IndexAddr:
		elem := v.Type().Underlying().(*types.Pointer).Elem()
		return in.indexed(f, v.X, v.Index, in.layout.size(elem))
	case *ssa.Index:
		if size := in.layout.size(v.Type()); size > 0 {
			if i, ok := constantInt(v.Index); ok {
				return in.get(f, v.X).part(slot{i * size, 0}, size)
			}
			return in.get(f, v.X).part(slot{0, size}, size)
		}
	case *ssa.Slice:
		return in.sliced(f, v)
	case *ssa.UnOp:
		if v.Op == token.MUL {
			return in.load(st, in.get(f, v.X), v.Type())
		}
	case *ssa.Convert:
		return in.convert(f, v)
	case *ssa.ChangeType:
		return in.get(f, v.X)
	case *ssa.ChangeInterface:
		return in.get(f, v.X)
	case *ssa.SliceToArrayPointer:
		return in.get(f, v.X)
	case *ssa.BinOp:
		return in.binary(f, v)
	}
	return nothing
}

func (in *interpreter) phi(f *frame, v *ssa.Phi) value {
	var result value
	first := true
	for _, e := range v.Edges {
		known, ok := f.env[e]
		if !ok {
			switch e.(type) {
			case *ssa.Const, *ssa.Global, *ssa.Function:
				known = in.get(f, e)
			default:
				continue // its block has not been reached
			}
		}
		if first {
			result, first = known, false
		} else {
			result = result.join(known)
		}
	}
	if first {
		return nothing
	}
	return result
}

// moved returns a pointer moved by n bytes; n is -1 when that is unknown.
func (in *interpreter) moved(v value, n, step int64) value {
	if n < 0 && step == 0 {
		return nothing
	}
	return word(v.first().move(n, step))
}

// indexed returns the address of an element of x, a slice or the address of
// an array.
func (in *interpreter) indexed(f *frame, x, index ssa.Value, size int64) value {
	if size < 0 {
		return nothing
	}
	if i, ok := constantInt(index); ok {
		return in.moved(in.get(f, x), i*size, 0)
	}
	return in.moved(in.get(f, x), 0, size)
}

func (in *interpreter) sliced(f *frame, v *ssa.Slice) value {
	var elem types.Type
	switch t := v.X.Type().Underlying().(type) {
	case *types.Slice:
		elem = t.Elem()
	case *types.Pointer:
		elem = t.Elem().Underlying().(*types.Array).Elem()
	case *types.Basic:
		elem = types.Typ[types.Byte]
	default:
		return nothing
	}
	if v.Low == nil {
		return word(in.get(f, v.X).first())
	}
	return in.indexed(f, v.X, v.Low, in.layout.size(elem))
}

func constantInt(v ssa.Value) (int64, bool) {
	c, ok := v.(*ssa.Const)
	if !ok || c.Value == nil || c.Value.Kind() != constant.Int {
		return 0, false
	}
	return constant.Int64Val(c.Value)
}

// convert follows pointers through unsafe.Pointer and uintptr. A string made
// of bytes, or the reverse, is new Go memory.
func (in *interpreter) convert(f *frame, v *ssa.Convert) value {
	from, to := v.X.Type().Underlying(), v.Type().Underlying()
	_, fromSlice := from.(*types.Slice)
	_, toSlice := to.(*types.Slice)
	if b, ok := to.(*types.Basic); toSlice && !fromSlice || fromSlice && ok && b.Info()&types.IsString != 0 {
		return word(atoms{{kind: pointer, mem: in.memory(site{f.id, v}, func(m *Memory) {
			m.Origin, m.pos, m.repeated, m.Type = Go, v.Pos(), true, types.Typ[types.Byte]
		})}})
	}
	if in.layout.size(to) < in.layout.size(types.Typ[types.Uintptr]) {
		return nothing // a pointer does not survive
	}
	if isWord(from) && isWord(to) {
		return in.get(f, v.X)
	}
	return nothing
}

// binary follows pointer arithmetic on uintptr. Concatenated strings are new
// Go memory.
func (in *interpreter) binary(f *frame, v *ssa.BinOp) value {
	b, ok := v.Type().Underlying().(*types.Basic)
	if !ok {
		return nothing
	}
	if b.Info()&types.IsString != 0 {
		return word(atoms{{kind: pointer, mem: in.memory(site{f.id, v}, func(m *Memory) {
			m.Origin, m.pos, m.repeated, m.Type = Go, v.Pos(), true, types.Typ[types.Byte]
		})}})
	}
	x, y := in.get(f, v.X), in.get(f, v.Y)
	switch {
	case v.Op != token.ADD && v.Op != token.SUB:
		return nothing
	case pointsSomewhere(x) && !pointsSomewhere(y):
		if n, ok := constantInt(v.Y); ok {
			if v.Op == token.SUB {
				n = -n
			}
			return word(x.first().move(n, 0))
		}
		return word(x.first().move(0, 1))
	case pointsSomewhere(y) && !pointsSomewhere(x) && v.Op == token.ADD:
		return word(y.first().move(0, 1))
	}
	return nothing
}

func pointsSomewhere(v value) bool {
	for _, a := range v.first() {
		if a.kind == pointer {
			return true
		}
	}
	return false
}

// load returns what is where the pointer points, of the type t.
func (in *interpreter) load(st *state, p value, t types.Type) value {
	size := in.layout.size(t)
	var result value
	for i, a := range p.first() {
		v := nothing
		switch {
		case a.kind == null:
			if len(p.first()) > 1 {
				continue // it would have panicked
			}
		case a.kind == pointer && size >= 0:
			in.name(st, a, t)
			v = in.loadFrom(st, a, t, size)
		}
		if i == 0 || len(result.words) == 0 && !result.unknown {
			result = v
		} else {
			result = result.join(v)
		}
	}
	if len(p.first()) == 0 {
		return nothing
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
		return in.cMemory(symbol{a.mem, a.off}, a.mem.Func, t)
	}
	return st.load(a, size)
}

// typesVar returns the variable that the memory is of, as far as its name
// goes.
func typesVar(m *Memory) types.Object { return types.NewVar(m.pos, nil, m.Name, m.Type) }

// name gives a name to what is behind a pointer in memory that a parameter
// leads to, so that the function's callers can be told of it.
func (in *interpreter) name(st *state, a atom, t types.Type) {
	if a.mem.param == nil || len(a.mem.param.offsets) >= maxPath || a.step != 0 || !isWord(t) || !hasPointers(t) {
		return
	}
	v, ok := st.contents[a.mem]
	if !ok {
		v = nothing
	}
	at := slot{a.off, 0}
	if _, known := v.words[at]; known || !v.unknown {
		return
	}
	m := in.memory(site{at: symbol{a.mem, a.off}}, func(m *Memory) {
		m.pos = a.mem.pos
		m.param = &path{a.mem.param.param, append(append([]int64(nil), a.mem.param.offsets...), a.off)}
		m.setElem(t)
	})
	st.contents[a.mem] = v.with(at, atoms{{kind: pointer, mem: m}}, false)
}

type symbol struct {
	in  *Memory
	off int64
}

// setElem notes what a pointer or slice of type t says of the memory that it
// points to.
func (m *Memory) setElem(t types.Type) {
	switch t := t.Underlying().(type) {
	case *types.Pointer:
		m.Type = t.Elem()
	case *types.Slice:
		m.Type, m.repeated = t.Elem(), true
	}
}

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
	case *ssa.MakeMap, *ssa.MakeChan:
		m.Type = nil
		st.contents[m] = nothing
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

// cName returns the name that the user knows the function by, when it is one
// of cgo's.
func cName(fn *ssa.Function) (string, bool) {
	if fn == nil || fn.Object() == nil || fn.Blocks != nil {
		return "", false
	}
	name, kind, ok := cgosource.CName(fn.Object())
	return name, ok && kind == cgosource.Func
}
